#include "ui/panels/file_prompt.h"

#include <QDir>
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

/// The nearest folder above `path` that is there; of no path, the one of the last choice, at first the user's own.
QString startFolder(const QString& path, const QString& last) {
  if (path.isEmpty()) return QFileInfo(last).isDir() ? last : QDir::homePath();
  QString folder = QDir::cleanPath(QDir::current().absoluteFilePath(path));
  while (!QFileInfo(folder).isDir()) {
    const QString above = QFileInfo(folder).path();
    if (above == folder) return QDir::homePath();
    folder = above;
  }
  return folder;
}

}  // namespace

void FilePrompt::ask(QWidget* parent, Kind kind, const QString& title, const QString& start, const QString& filter,
                     std::function<void(const QString&)> accepted) {
  auto* dialog = new QFileDialog(parent, title, QString(), filter);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  static QString last;
  const QFileInfo at(start);
  dialog->setDirectory(startFolder(start, last));
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
  QObject::connect(dialog, &QFileDialog::fileSelected, parent, [accepted = std::move(accepted)](const QString& chosen) {
    last = QFileInfo(chosen).absolutePath();
    accepted(chosen);
  });
  dialog->open();
}

}  // namespace calm::ui
