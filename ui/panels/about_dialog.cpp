#include "ui/panels/about_dialog.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QPushButton>
#include <QSysInfo>
#include <QVBoxLayout>

namespace calm::ui {

namespace {

QLabel* paragraph(const QString& text, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setWordWrap(true);
  label->setTextFormat(Qt::PlainText);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  label->setAccessibleName(text);
  return label;
}

}  // namespace

AboutDialog::AboutDialog(QWidget* parent) : QDialog(parent) {
  setWindowTitle(tr("About CALM Workbench"));

  auto* title = paragraph(tr("CALM Workbench %1").arg(QCoreApplication::applicationVersion()).trimmed(), this);
  QFont large = title->font();
  large.setPointSizeF(large.pointSizeF() * 1.5);
  large.setBold(true);
  title->setFont(large);

  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
  auto* copy = buttons->addButton(tr("&Copy version"), QDialogButtonBox::ActionRole);
  copy->setToolTip(tr("Copy the versions for a bug report"));
  copy->setAccessibleName(tr("Copy version"));
  buttons->button(QDialogButtonBox::Close)->setAccessibleName(tr("Close"));
  buttons->button(QDialogButtonBox::Close)->setToolTip(tr("Close this window"));
  connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(versionText()); });
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

  auto* heading = new QHBoxLayout;
  if (const QIcon icon = QGuiApplication::windowIcon(); !icon.isNull()) {
    auto* picture = new QLabel(this);
    picture->setPixmap(icon.pixmap(QSize(1, 1) * fontMetrics().height() * 4, devicePixelRatioF()));
    heading->addWidget(picture);
  }
  heading->addWidget(title, 1);
  auto* column = new QVBoxLayout(this);
  column->addLayout(heading);
  column->addWidget(paragraph(tr("Scores post-training quantization methods for each decoder layer of a language model "
                                 "by linear CKA, keeps the best mix, and exports a W4A8 model."),
                              this));
  column->addWidget(
      paragraph(tr("After “CALM: CKA-guided Adaptive Layer-wise Modularization”, arXiv 2512.16282."), this));
  column->addWidget(paragraph(tr("Free software under the GNU General Public License, version 3 or later. It comes "
                                 "with no warranty."),
                              this));
  column->addWidget(paragraph(versionText(), this));
  column->addStretch(1);
  column->addWidget(buttons);
  setMinimumWidth(fontMetrics().averageCharWidth() * 64);
}

QString AboutDialog::versionText() const {
  return tr("CALM Workbench %1\nQt %2 (built with %3)\n%4, %5")
      .arg(QCoreApplication::applicationVersion(), QString::fromLatin1(qVersion()), QStringLiteral(QT_VERSION_STR),
           QSysInfo::prettyProductName(), QSysInfo::currentCpuArchitecture());
}

}  // namespace calm::ui
