#include "ui/panels/text_source_edit.h"

#include <QComboBox>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMimeData>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include "ui/strings.h"

namespace calm::ui {

namespace {

QString droppedFile(const QMimeData* data) {
  const QList<QUrl> urls = data->urls();
  if (urls.size() != 1 || !urls.front().isLocalFile()) return {};
  const QString path = urls.front().toLocalFile();
  static const QStringList kinds{QStringLiteral("txt"), QStringLiteral("md"),   QStringLiteral("text"),
                                 QStringLiteral("raw"), QStringLiteral("json"), QStringLiteral("jsonl")};
  const QFileInfo info(path);
  return info.isFile() && kinds.contains(info.suffix().toLower()) ? path : QString();
}

}  // namespace

TextSourceEdit::TextSourceEdit(const QString& bundledLabel, std::shared_ptr<FilePrompt> prompt, QWidget* parent)
    : QWidget(parent),
      prompt_(std::move(prompt)),
      kind_(new QComboBox(this)),
      row_(new QWidget(this)),
      path_(new QLineEdit(this)),
      browse_(new QToolButton(this)) {
  setAcceptDrops(true);
  kind_->addItem(bundledLabel, static_cast<int>(calm::TextSource::bundled));
  kind_->addItem(tr("Text or JSONL file"), static_cast<int>(calm::TextSource::text));
  kind_->addItem(tr("Token file (JSON)"), static_cast<int>(calm::TextSource::tokens));
  kind_->setAccessibleName(tr("Text source"));
  kind_->setToolTip(tr("Where the text comes from. A file can also be dropped here."));
  kind_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  kind_->setMinimumContentsLength(12);
  path_->setAccessibleName(tr("File"));
  path_->setPlaceholderText(tr("Path of the file"));
  browse_->setText(tr("Browse..."));
  browse_->setToolTip(tr("Choose the file"));
  browse_->setAccessibleName(tr("Browse for the file"));
  browse_->setFocusPolicy(Qt::StrongFocus);

  auto* line = new QHBoxLayout(row_);
  line->setContentsMargins(0, 0, 0, 0);
  line->addWidget(path_, 1);
  line->addWidget(browse_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(kind_);
  column->addWidget(row_);

  connect(kind_, &QComboBox::currentIndexChanged, this, [this] {
    showFields();
    Q_EMIT changed();
  });
  connect(path_, &QLineEdit::editingFinished, this, [this] {
    if (path_->isModified()) {
      path_->setModified(false);
      Q_EMIT changed();
    }
  });
  connect(browse_, &QToolButton::clicked, this, &TextSourceEdit::browse);
  showFields();
}

calm::TextSource TextSourceEdit::source() const {
  return static_cast<calm::TextSource>(kind_->currentData().toInt());
}

std::filesystem::path TextSourceEdit::file() const {
  return source() == calm::TextSource::bundled ? std::filesystem::path() : toPath(path_->text().trimmed());
}

void TextSourceEdit::setValue(calm::TextSource source, const std::filesystem::path& file) {
  const QSignalBlocker blocker(kind_);
  kind_->setCurrentIndex(kind_->findData(static_cast<int>(source)));
  if (source != calm::TextSource::bundled && path_->text() != pathToQString(file)) path_->setText(pathToQString(file));
  showFields();
}

QString TextSourceEdit::problem() const {
  if (source() == calm::TextSource::bundled) return {};
  const QString path = path_->text().trimmed();
  if (path.isEmpty()) return tr("Choose a file, or use the bundled text.");
  const QFileInfo info(path);
  if (!info.exists()) return tr("%1 does not exist.").arg(path);
  if (!info.isFile()) return tr("%1 is not a file.").arg(path);
  if (!info.isReadable()) return tr("%1 cannot be read: no permission.").arg(path);
  if (info.size() == 0) return tr("%1 is empty.").arg(path);
  return {};
}

QWidget* TextSourceEdit::buddy() const {
  return kind_;
}

void TextSourceEdit::dragEnterEvent(QDragEnterEvent* event) {
  if (!droppedFile(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void TextSourceEdit::dropEvent(QDropEvent* event) {
  const QString path = droppedFile(event->mimeData());
  if (path.isEmpty()) return;
  event->acceptProposedAction();
  const bool tokens = QFileInfo(path).suffix().compare(QLatin1String("json"), Qt::CaseInsensitive) == 0;
  const QSignalBlocker blocker(kind_);
  kind_->setCurrentIndex(kind_->findData(static_cast<int>(tokens ? calm::TextSource::tokens : calm::TextSource::text)));
  showFields();
  take(path);
}

void TextSourceEdit::take(const QString& path) {
  path_->setText(QDir::toNativeSeparators(path));
  path_->setModified(false);
  Q_EMIT changed();
}

void TextSourceEdit::browse() {
  const bool tokens = source() == calm::TextSource::tokens;
  prompt_->ask(this, FilePrompt::Kind::OpenFile, tokens ? tr("Open a token file") : tr("Open a text"), path_->text(),
               tokens ? tr("Token ids (*.json);;All files (*)") : tr("Texts (*.txt *.md *.jsonl);;All files (*)"),
               [this](const QString& path) { take(path); });
}

void TextSourceEdit::showFields() {
  row_->setVisible(source() != calm::TextSource::bundled);
  path_->setToolTip(source() == calm::TextSource::tokens
                        ? tr("A JSON file {\"ids\": [[...], [...]]}: one list of token ids a sequence")
                        : tr("A UTF-8 text, or JSON lines with a \"text\" each"));
}

}  // namespace calm::ui
