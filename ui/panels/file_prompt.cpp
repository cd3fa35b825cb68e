#include "ui/panels/file_prompt.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QRegularExpression>

namespace calm::ui {

namespace {

/// Another type of file: the name that is there gets its suffix.
void followFilter(QFileDialog* dialog, const QString& filter) {
  static const QRegularExpression pattern(QStringLiteral("\\*\\.(\\w+)"));
  const QString suffix = pattern.match(filter).captured(1);
  if (suffix.isEmpty()) return;
  dialog->setDefaultSuffix(suffix);
  const QFileInfo now(dialog->selectedFiles().value(0));
  if (!now.fileName().isEmpty() && !now.isDir()) dialog->selectFile(now.completeBaseName() + u'.' + suffix);
}

}  // namespace

void FilePrompt::ask(QWidget* parent, Kind kind, const QString& title, const QString& start, const QString& filter,
                     std::function<void(const QString&)> accepted) {
  auto* dialog = new QFileDialog(parent, title, QString(), filter);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  const QFileInfo at(start);
  QFileInfo folder(at.isDir() ? at.absoluteFilePath() : at.absolutePath());
  while (!folder.isDir() && !folder.isRoot()) folder.setFile(folder.absolutePath());
  dialog->setDirectory(folder.absoluteFilePath());
  switch (kind) {
    case Kind::OpenFile:
      dialog->setFileMode(QFileDialog::ExistingFile);
      break;
    case Kind::OpenFolder:
      dialog->setFileMode(QFileDialog::Directory);
      dialog->setOption(QFileDialog::ShowDirsOnly);
      break;
    case Kind::SaveFile:
      dialog->setAcceptMode(QFileDialog::AcceptSave);
      dialog->setFileMode(QFileDialog::AnyFile);
      if (!at.isDir() && !at.fileName().isEmpty()) dialog->selectFile(at.fileName());
      dialog->setDefaultSuffix(at.suffix());  // before the dialog asks whether to replace what is there
      QObject::connect(dialog, &QFileDialog::filterSelected, dialog,
                       [dialog](const QString& chosen) { followFilter(dialog, chosen); });
      break;
  }
  QObject::connect(dialog, &QFileDialog::fileSelected, parent, std::move(accepted));
  dialog->open();
}

}  // namespace calm::ui
