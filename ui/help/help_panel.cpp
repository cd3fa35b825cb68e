#include "ui/help/help_panel.h"

#include <QComboBox>
#include <QFile>
#include <QHash>
#include <QLabel>
#include <QLocale>
#include <QRegularExpression>
#include <QTextBrowser>
#include <QTextOption>
#include <QVBoxLayout>

#include "ui/help/glossary.h"

namespace calm::ui {

namespace {

const QString kGlossary = QStringLiteral("glossary");
const QString kFallback = QStringLiteral("start");

struct Section {
  QString title, body;
};

/// "## Title {#id}" starts a section.
struct Sections {
  QStringList order;
  QHash<QString, Section> byId;
};

Sections readSections() {
  QString text;
  const QLocale locale;
  // The nearest language that has a text: zh_CN, zh, then English.
  for (const QString& language : {locale.name(), locale.name().section(u'_', 0, 0), QStringLiteral("en")}) {
    QFile file(QStringLiteral(":/calm-workbench/docs/help-%1.md").arg(language));
    if (!file.open(QIODevice::ReadOnly)) continue;
    text = QString::fromUtf8(file.readAll());
    break;
  }
  Sections sections;
  static const QRegularExpression heading(QStringLiteral("^## (.+) \\{#([a-z-]+)\\}$"),
                                          QRegularExpression::MultilineOption);
  QString id;
  qsizetype start = 0;
  const auto close = [&](qsizetype end) {
    if (!id.isEmpty()) sections.byId[id].body = text.mid(start, end - start).trimmed();
  };
  for (auto match = heading.globalMatch(text); match.hasNext();) {
    const QRegularExpressionMatch found = match.next();
    close(found.capturedStart());
    id = found.captured(2);
    start = found.capturedEnd();
    sections.order << id;
    sections.byId[id].title = found.captured(1);
  }
  close(text.size());
  QString words;
  for (const Term& term : glossary()) words += QStringLiteral("**%1**: %2\n\n").arg(term.word, term.explanation);
  sections.order << kGlossary;
  sections.byId[kGlossary] = {HelpPanel::tr("Words of the field"), words};
  return sections;
}

const Sections& sections() {
  static const Sections all = readSections();
  return all;
}

}  // namespace

HelpPanel::HelpPanel(QWidget* parent)
    : QWidget(parent), browser_(new QTextBrowser(this)), contents_(new QComboBox(this)) {
  for (const QString& id : sections().order) contents_->addItem(sections().byId[id].title, id);
  contents_->setAccessibleName(tr("Help topic"));
  contents_->setToolTip(tr("What the help is about; F1 chooses the page that you are on"));
  browser_->setAccessibleName(tr("Help"));
  browser_->setToolTip(tr("Help on the chosen topic"));
  browser_->setOpenLinks(false);
  browser_->setTabChangesFocus(true);
  browser_->setFrameShape(QFrame::NoFrame);
  browser_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);  // words are wrapped
  browser_->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
  auto* column = new QVBoxLayout(this);
  column->addWidget(contents_);
  column->addWidget(browser_, 1);
  connect(contents_, &QComboBox::activated, this, [this] { showTopic(contents_->currentData().toString()); });
  connect(browser_, &QTextBrowser::anchorClicked, this, [this](const QUrl& url) { showTopic(url.fragment()); });
  showTopic(kFallback);
}

QStringList HelpPanel::topics() {
  return sections().order;
}

void HelpPanel::showTopic(const QString& id) {
  const QString wanted = sections().byId.contains(id)          ? id
                         : sections().byId.contains(kFallback) ? kFallback
                                                               : kGlossary;
  if (wanted == topic_) return;
  topic_ = wanted;
  const Section& section = sections().byId[wanted];
  browser_->document()->setDocumentMargin(fontMetrics().height() * 0.7);
  browser_->document()->setIndentWidth(fontMetrics().height() * 1.5);  // a narrow dock is for the text
  browser_->setMarkdown(QStringLiteral("## %1\n\n%2").arg(section.title, section.body));
  contents_->setCurrentIndex(contents_->findData(wanted));
}

QString HelpPanel::text() const {
  return browser_->toPlainText();
}

}  // namespace calm::ui
