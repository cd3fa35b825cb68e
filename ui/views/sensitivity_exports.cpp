// Files and clipboard of the sensitivity page.
#include <QAction>
#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QPainter>
#include <QStandardPaths>
#include <QToolButton>

#include "ui/models/heatmap_model.h"
#include "ui/strings.h"
#include "ui/views/curves_panel.h"
#include "ui/views/heatmap_picture.h"
#include "ui/views/heatmap_view.h"
#include "ui/views/sensitivity_page.h"
#include "ui/workspace.h"

namespace calm::ui {

namespace {
constexpr QSize kCurvesSize(1200, 560);
}

void SensitivityPage::makeExports() {
  const auto add = [this](const QString& text, const QString& tip, auto slot) {
    auto* action = new QAction(text, this);
    action->setToolTip(tip);
    connect(action, &QAction::triggered, this, slot);
    exports_ << action;
  };
  add(tr("Save &heatmap…"), tr("Save the whole heatmap as PNG or SVG"),
      [this] { savePictureAs(heatmapPicture(*heatmap_, *workspace_), QStringLiteral("heatmap")); });
  add(tr("Save &curves…"), tr("Save the curves as PNG or SVG"),
      [this] { savePictureAs(curvesPicture(), QStringLiteral("curves")); });
  add(tr("Save scores as CS&V…"), tr("Save every score of every layer and method as a table"), [this] { saveTable(); });
  add(tr("Copy hea&tmap"), tr("Copy the whole heatmap as a picture"),
      [this] { copyPicture(heatmapPicture(*heatmap_, *workspace_)); });
  add(tr("Copy c&urves"), tr("Copy the curves as a picture"), [this] { copyPicture(curvesPicture()); });
  add(tr("Copy scores"), tr("Copy the scores as a table for a spreadsheet"),
      [this] { QGuiApplication::clipboard()->setText(heatmap_->copyText()); });
  export_->addActions(exports_);
  heatmap_->setExtraActions(exports_);
  panel_->setContextMenuPolicy(Qt::ActionsContextMenu);
  panel_->addActions(exports_);
}

Picture SensitivityPage::curvesPicture() const {
  const QString title =
      tr("%1: %2 over the layers").arg(toQString(workspace_->state().model_name), metricTitle(scale_.metric));
  return {title, kCurvesSize, panel_->palette().color(QPalette::Base), [this, title](QPainter* painter) {
            const int line = fontMetrics().height() + 8;
            painter->setFont(font());
            painter->setPen(panel_->palette().color(QPalette::Text));
            painter->drawText(QRect(12, 4, kCurvesSize.width() - 24, line), Qt::AlignVCenter, title);
            panel_->paintPicture(painter, QRectF(8, line, kCurvesSize.width() - 16, kCurvesSize.height() - line - 8));
          }};
}

QString SensitivityPage::startPath(const QString& name) const {
  return QDir(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)).filePath(name);
}

void SensitivityPage::savePictureAs(const Picture& picture, const QString& name) {
  files_->ask(this, FilePrompt::Kind::SaveFile, tr("Save picture"), startPath(name + QStringLiteral(".png")),
              tr("PNG picture (*.png);;SVG drawing (*.svg)"), [this, picture](const QString& path) {
                QString error;
                if (savePicture(picture, path, &error)) {
                  workspace_->report(MessageLevel::success, tr("The picture was saved as %1.").arg(path));
                } else {
                  workspace_->report(MessageLevel::error, tr("The picture could not be saved."), error);
                }
              });
}

void SensitivityPage::saveTable() {
  files_->ask(this, FilePrompt::Kind::SaveFile, tr("Save scores"), startPath(QStringLiteral("scores.csv")),
              tr("Table (*.csv)"), [this](const QString& path) {
                QString error;
                if (saveText(heatmap_->heatmapModel()->csv(), path, &error)) {
                  workspace_->report(MessageLevel::success, tr("The scores were saved as %1.").arg(path));
                } else {
                  workspace_->report(MessageLevel::error, tr("The scores could not be saved."), error);
                }
              });
}

}  // namespace calm::ui
