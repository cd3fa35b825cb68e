#include "ui/panels/hub_dialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QStackedWidget>
#include <QTreeWidget>
#include <QUrl>
#include <QVBoxLayout>

#include "ui/core_texts.h"
#include "ui/format.h"
#include "ui/panels/form_rows.h"
#include "ui/panels/progress_strip.h"
#include "ui/strings.h"

namespace calm::ui {

HubDialog::HubDialog(QWidget* parent)
    : QDialog(parent),
      repository_(new QLineEdit(this)),
      revision_(new QLineEdit(QStringLiteral("main"), this)),
      token_(new QLineEdit(this)),
      endpoint_(new QLineEdit(this)),
      files_(new QTreeWidget(this)),
      size_(new QLabel(this)),
      message_(new QLabel(this)),
      strip_(new ProgressStrip(this)) {
  setWindowTitle(tr("Open a model from the Hub"));
  repository_->setPlaceholderText(QStringLiteral("HuggingFaceTB/SmolLM2-135M-Instruct"));
  repository_->setClearButtonEnabled(true);
  token_->setEchoMode(QLineEdit::Password);
  token_->setPlaceholderText(qEnvironmentVariableIsSet("HF_TOKEN") ? tr("the one of HF_TOKEN")
                                                                   : tr("only for gated or private models"));
  const QString environment = qEnvironmentVariable("HF_ENDPOINT");
  endpoint_->setPlaceholderText(environment.isEmpty() ? QStringLiteral("https://huggingface.co") : environment);
  files_->setColumnCount(3);
  files_->setHeaderLabels({tr("File"), tr("Size"), tr("Here")});
  files_->setRootIsDecorated(false);
  files_->setUniformRowHeights(true);
  files_->setAlternatingRowColors(true);
  files_->setAccessibleName(tr("Files of the model"));
  files_->setToolTip(tr("The files that are needed, and which of them are in the cache already"));
  files_->header()->setStretchLastSection(false);
  files_->header()->setSectionResizeMode(0, QHeaderView::Stretch);
  for (QLabel* label : {size_, message_}) {
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  }
  size_->setAccessibleName(tr("Download size"));
  message_->setAccessibleName(tr("Message"));
  strip_->setPauseShown(false);
  connect(strip_, &ProgressStrip::cancelRequested, this, &HubDialog::reject);

  auto* form = new QFormLayout;
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  addRow(form, tr("&Repository:"), repository_, tr("Owner and name, as in the address of the model's page"));
  addRow(form, tr("Re&vision:"), revision_, tr("A branch, a tag or a commit"));
  addRow(form, tr("&Token:"), token_, tr("Access token. It is used for this request and not stored."));
  addRow(form, tr("&Endpoint:"), endpoint_, tr("Address of the hub; empty: HF_ENDPOINT, or huggingface.co"));

  auto* buttons = new QDialogButtonBox(this);
  lookUp_ = buttons->addButton(tr("&Look up"), QDialogButtonBox::ActionRole);
  lookUp_->setAccessibleName(tr("Look up"));
  download_ = buttons->addButton(tr("&Download and open"), QDialogButtonBox::ActionRole);
  download_->setAccessibleName(tr("Download and open"));
  close_ = buttons->addButton(QDialogButtonBox::Close);
  close_->setAccessibleName(tr("Close"));
  close_->setToolTip(tr("Close this window"));

  auto* column = new QVBoxLayout(this);
  column->addLayout(form);
  auto* hint =
      new QLabel(tr("\"Look up\" lists the model's files with their sizes; nothing is downloaded before you have "
                    "seen them. A download that was interrupted goes on where it stopped."),
                 this);
  hint->setWordWrap(true);
  hint->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  hint->setForegroundRole(QPalette::PlaceholderText);
  hint->setContentsMargins(4, 8, 4, 4);
  pages_ = new QStackedWidget(this);
  pages_->addWidget(hint);
  pages_->addWidget(files_);
  column->addWidget(pages_, 1);
  column->addWidget(size_);
  column->addWidget(message_);
  column->addWidget(strip_);
  column->addWidget(buttons);
  resize(fontMetrics().averageCharWidth() * 76, fontMetrics().lineSpacing() * 26);

  for (QLineEdit* edit : {repository_, revision_, token_, endpoint_}) {
    connect(edit, &QLineEdit::textEdited, this, &HubDialog::onEdited);
  }
  connect(lookUp_, &QPushButton::clicked, this, &HubDialog::lookUp);
  connect(download_, &QPushButton::clicked, this, &HubDialog::download);
  connect(close_, &QPushButton::clicked, this, &HubDialog::reject);
  setState(State::Editing);
}

void HubDialog::setRepository(const QString& repository) {
  repository_->setText(repository);
  onEdited();
}

calm::HubRequest HubDialog::request() const {
  calm::HubRequest request;
  request.repository = toStd(repository_->text().trimmed());
  if (const QString revision = revision_->text().trimmed(); !revision.isEmpty()) request.revision = toStd(revision);
  request.token = toStd(token_->text().trimmed());
  request.endpoint = toStd(endpoint_->text().trimmed());
  return request;
}

QString HubDialog::problem() const {
  static const QRegularExpression name(QStringLiteral("^[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)?$"));
  const QString repository = repository_->text().trimmed();
  if (repository.isEmpty()) return tr("Name a repository, such as %1.").arg(repository_->placeholderText());
  if (!repository.contains(name)) {
    return tr("“%1” is not a repository: give owner/name, without the address.").arg(repository);
  }
  static const QRegularExpression space(QStringLiteral("\\s"));
  if (revision_->text().trimmed().contains(space)) return tr("A revision has no spaces.");
  const QString endpoint = endpoint_->text().trimmed();
  const QUrl url(endpoint, QUrl::StrictMode);
  const bool web = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
  if (!endpoint.isEmpty() && (!url.isValid() || !web || url.host().isEmpty())) {
    return tr("The endpoint must be an address such as https://huggingface.co.");
  }
  return {};
}

void HubDialog::onEdited() {
  if (state_ == State::Downloading || state_ == State::Cancelling) return;
  files_->clear();  // of the other repository
  pages_->setCurrentIndex(0);
  size_->clear();
  showMessage({});
  setState(State::Editing);
}

void HubDialog::lookUp() {
  if (const QString text = problem(); !text.isEmpty()) {
    showMessage(text);
    return;
  }
  showMessage(tr("Looking up %1...").arg(repository_->text().trimmed()));
  setState(State::Listing);
  Q_EMIT listRequested(request());
}

void HubDialog::download() {
  if (state_ != State::Listed) return;
  showMessage({});
  setState(State::Downloading);
  Q_EMIT downloadRequested(request());
}

void HubDialog::setListing(const calm::HubListing& listing) {
  if (state_ != State::Listing) return;  // edited since
  files_->clear();
  pages_->setCurrentIndex(1);
  quint64 total = 0;
  for (const calm::HubFile& file : listing.files) {
    total += file.bytes;
    auto* item = new QTreeWidgetItem(
        files_, {toQString(file.name), formatBytes(file.bytes), file.cached ? tr("yes") : tr("no")});
    item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    item->setToolTip(0, toQString(file.name));
  }
  if (listing.files.empty()) {
    showMessage(tr("There is no file here that a model needs: config.json, safetensors weights and a tokenizer."));
    setState(State::Editing);
    return;
  }
  size_->setText(
      listing.bytes_to_download == 0
          ? tr("%1, all of it here already. Commit %2.").arg(formatBytes(total), toQString(listing.commit).left(12))
          : tr("%1, %2 to download. Commit %3.")
                .arg(formatBytes(total), formatBytes(listing.bytes_to_download), toQString(listing.commit).left(12)));
  showMessage({});
  download_->setText(listing.bytes_to_download == 0 ? tr("&Open") : tr("&Download and open"));
  setState(State::Listed);
  download_->setFocus();
}

void HubDialog::setProgress(const calm::Progress& progress) {
  strip_->setProgress(progress);
}

void HubDialog::setFinished(const QString& folder) {
  setState(State::Editing);
  Q_EMIT openRequested(folder);
  accept();
}

void HubDialog::setFailed(const QString& message) {
  const bool downloading = state_ == State::Downloading || state_ == State::Cancelling;
  setState(downloading ? State::Listed : State::Editing);
  QString text = messageText(message);
  if (downloading) {
    const QString kept = tr("What is downloaded is kept: it goes on from there.");
    text = message.isEmpty() ? tr("Cancelled. %1").arg(kept) : QString(text + u'\n' + kept);
  }
  showMessage(text);
}

void HubDialog::reject() {
  if (state_ == State::Downloading) {
    setState(State::Cancelling);
    Q_EMIT cancelRequested();
    return;
  }
  if (state_ == State::Cancelling) return;
  if (state_ == State::Listing) Q_EMIT cancelRequested();
  setState(State::Editing);
  QDialog::reject();
}

void HubDialog::setState(State state) {
  state_ = state;
  const bool running = state == State::Downloading || state == State::Cancelling;
  for (QLineEdit* edit : {repository_, revision_, token_, endpoint_}) edit->setEnabled(!running);
  strip_->setVisible(running);
  strip_->setState(state == State::Downloading ? ProgressStrip::State::Running
                   : running                   ? ProgressStrip::State::Cancelling
                                               : ProgressStrip::State::Idle,
                   tr("Downloading"));
  lookUp_->setEnabled(state == State::Editing || state == State::Listed);
  lookUp_->setToolTip(tr("See the files and their size; nothing is downloaded"));
  lookUp_->setDefault(state != State::Listed);
  download_->setEnabled(state == State::Listed);
  download_->setDefault(state == State::Listed);
  download_->setToolTip(state == State::Listed ? tr("Download what is missing and open the model")
                                               : tr("Look the model up first"));
}

void HubDialog::showMessage(const QString& text) {
  message_->setText(text);
  message_->setVisible(!text.isEmpty());
}

}  // namespace calm::ui
