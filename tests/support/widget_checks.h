#pragma once

#include <gtest/gtest.h>

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QApplication>
#include <QDir>
#include <QImage>
#include <QLabel>
#include <QPainter>
#include <QPalette>
#include <QSet>
#include <QStyle>
#include <QStyleFactory>
#include <QWidget>
#include <string>

namespace calm::test {

inline QString text(const char* utf8) {
  return QString::fromUtf8(utf8);
}

/// The first child of that class with that accessible name, or null.
template <class Widget>
Widget* byName(const QWidget& root, const char* accessibleName) {
  for (Widget* widget : root.findChildren<Widget*>()) {
    if (widget->accessibleName() == text(accessibleName)) return widget;
  }
  return nullptr;
}

inline std::string describe(const QWidget& widget) {
  return std::string(widget.metaObject()->className()) + " \"" + widget.objectName().toStdString() + "\"";
}

/// Each control that takes the keyboard has a name for screen readers and a tooltip.
inline void expectAccessible(const QWidget& root) {
  int controls = 0;
  for (QWidget* widget : root.findChildren<QWidget*>()) {
    // Parts that Qt makes inside its own compound widgets have no life of their own.
    const bool inner = widget->objectName().startsWith(QLatin1String("qt_")) ||
                       widget->metaObject()->className() == std::string("QComboBoxListView") ||
                       widget->inherits("QLineEditIconButton") || widget->inherits("QComboBoxPrivateContainer") ||
                       widget->inherits("QAbstractScrollAreaScrollBarContainer") || widget->inherits("QHeaderView") ||
                       widget->inherits("QTableCornerButton") || widget->inherits("QTabBar") ||
                       widget->inherits("QScrollArea") || widget->inherits("QSplitterHandle");
    if (inner || widget->focusProxy() != nullptr || widget->isWindow()) continue;
    if ((widget->focusPolicy() & Qt::TabFocus) == 0) continue;
    if (widget->parentWidget()->inherits("QTabBar")) continue;  // the arrows of a bar that is too narrow
    ++controls;
    const QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(widget);
    ASSERT_NE(interface, nullptr) << describe(*widget);
    EXPECT_FALSE(interface->text(QAccessible::Name).isEmpty()) << "no accessible name: " << describe(*widget);
    if (!widget->inherits("QLabel")) {
      EXPECT_FALSE(widget->toolTip().isEmpty())
          << "no tooltip: " << describe(*widget) << " " << interface->text(QAccessible::Name).toStdString();
    }
  }
  EXPECT_GT(controls, 0) << "nothing takes the keyboard in " << describe(root);
}

inline QPalette darkPalette() {
  QPalette palette;
  palette.setColor(QPalette::Window, QColor(45, 45, 48));
  palette.setColor(QPalette::WindowText, QColor(230, 230, 230));
  palette.setColor(QPalette::Base, QColor(30, 30, 32));
  palette.setColor(QPalette::AlternateBase, QColor(40, 40, 43));
  palette.setColor(QPalette::Text, QColor(230, 230, 230));
  palette.setColor(QPalette::PlaceholderText, QColor(150, 150, 150));
  palette.setColor(QPalette::Button, QColor(58, 58, 62));
  palette.setColor(QPalette::ButtonText, QColor(230, 230, 230));
  palette.setColor(QPalette::ToolTipBase, QColor(58, 58, 62));
  palette.setColor(QPalette::ToolTipText, QColor(230, 230, 230));
  palette.setColor(QPalette::Highlight, QColor(70, 120, 200));
  palette.setColor(QPalette::HighlightedText, QColor(255, 255, 255));
  palette.setColor(QPalette::Link, QColor(120, 170, 255));
  for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
    palette.setColor(QPalette::Disabled, role, QColor(130, 130, 130));
  }
  return palette;
}

/// Renders the widget in light and dark and expects something on it; keeps the pictures as <name>-light.png and
/// <name>-dark.png where CALM_SCREENSHOT_DIR names a folder.
inline void expectRenders(QWidget& widget, const QSize& size, const QString& name) {
  const QString style = QApplication::style()->objectName();
  const QPalette before = QApplication::palette();
  QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
  for (const bool dark : {false, true}) {
    QApplication::setPalette(dark ? darkPalette() : QApplication::style()->standardPalette());
    widget.resize(size);
    widget.show();
    QApplication::processEvents();
    widget.resize(size);
    QApplication::processEvents();
    EXPECT_LE(widget.width(), size.width())
        << name.toStdString() << " does not fit: it wants " << widget.minimumSizeHint().width();
    const QImage image = widget.grab().toImage();
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); y += 2) {
      for (int x = 0; x < image.width(); x += 2) colours.insert(image.pixel(x, y));
    }
    EXPECT_GT(colours.size(), 4) << name.toStdString() << " looks blank";
    const QColor corner = image.pixelColor(1, image.height() - 2);
    EXPECT_EQ(corner.lightness() < 128, dark) << name.toStdString() << " does not follow the palette";
    const QString folder = qEnvironmentVariable("CALM_SCREENSHOT_DIR");
    if (!folder.isEmpty()) {
      QDir().mkpath(folder);
      const QString file = folder + QLatin1Char('/') + name + QLatin1String(dark ? "-dark.png" : "-light.png");
      EXPECT_TRUE(image.save(file)) << file.toStdString();
    }
  }
  QApplication::setPalette(before);
  QApplication::setStyle(QStyleFactory::create(style));
}

}  // namespace calm::test
