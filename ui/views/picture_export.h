#pragma once

#include <QColor>
#include <QSize>
#include <QString>
#include <functional>

class QPainter;

namespace calm::ui {

/// Something that can be drawn at any place: for files and the clipboard.
struct Picture {
  QString title;
  QSize size;  // in the widget's pixels
  QColor background;
  std::function<void(QPainter*)> paint;
};

/// By the name: .svg, else .png at twice the size. False, with why in `error`, where it cannot be written.
bool savePicture(const Picture& picture, const QString& path, QString* error);
/// `text`: for programs that take no picture.
void copyPicture(const Picture& picture, const QString& text = {});
/// UTF-8 text, whole or not at all.
bool saveText(const QString& text, const QString& path, QString* error);

}  // namespace calm::ui
