#include "ui/views/picture_export.h"

#include <QBuffer>
#include <QClipboard>
#include <QGuiApplication>
#include <QImage>
#include <QMimeData>
#include <QPainter>
#include <QSaveFile>
#include <QSvgGenerator>

namespace calm::ui {

namespace {

constexpr int kScale = 2;

QImage toImage(const Picture& picture) {
  QImage image(picture.size * kScale, QImage::Format_ARGB32_Premultiplied);
  image.fill(picture.background);
  QPainter painter(&image);
  painter.scale(kScale, kScale);
  painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
  picture.paint(&painter);
  return image;
}

QByteArray toSvg(const Picture& picture) {
  QBuffer buffer;
  buffer.open(QIODevice::WriteOnly);
  QSvgGenerator generator;
  generator.setOutputDevice(&buffer);
  generator.setSize(picture.size);
  generator.setViewBox(QRect(QPoint(0, 0), picture.size));
  generator.setTitle(picture.title);
  QPainter painter(&generator);
  painter.fillRect(QRect(QPoint(0, 0), picture.size), picture.background);
  picture.paint(&painter);
  painter.end();
  return buffer.data();
}

bool write(const QByteArray& bytes, const QString& path, QString* error) {
  QSaveFile file(path);
  if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit()) return true;
  *error = QGuiApplication::translate("calm::ui::Picture", "%1: %2").arg(path, file.errorString());
  return false;
}

}  // namespace

bool savePicture(const Picture& picture, const QString& path, QString* error) {
  if (path.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive)) return write(toSvg(picture), path, error);
  QBuffer buffer;
  buffer.open(QIODevice::WriteOnly);
  toImage(picture).save(&buffer, "PNG");
  return write(buffer.data(), path, error);
}

void copyPicture(const Picture& picture, const QString& text) {
  auto* data = new QMimeData;
  data->setImageData(toImage(picture));
  data->setData(QStringLiteral("image/svg+xml"), toSvg(picture));
  if (!text.isEmpty()) data->setText(text);
  QGuiApplication::clipboard()->setMimeData(data);
}

bool saveText(const QString& text, const QString& path, QString* error) {
  return write(text.toUtf8(), path, error);
}

}  // namespace calm::ui
