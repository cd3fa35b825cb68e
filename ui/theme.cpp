#include "ui/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QPainter>
#include <QPalette>
#include <QProxyStyle>
#include <QStyle>
#include <QStyleFactory>
#include <QStyleOption>
#include <QToolTip>

namespace calm::ui {

namespace {

struct Colors {
  QRgb window, base, alternate, button, text, placeholder, disabled, mid, highlight, highlighted, link;
};
constexpr Colors kLight{0xfff3f3f4, 0xffffffff, 0xfff6f7f9, 0xfff7f7f8, 0xff1b1c1e, 0xff66696e,
                        0xff8c8f94, 0xffb9bcc1, 0xff2463b4, 0xffffffff, 0xff1a56a8};
constexpr Colors kDark{0xff2a2b2e, 0xff1e1f22, 0xff242529, 0xff37383d, 0xffe6e6e8, 0xffa0a3a9,
                       0xff85888e, 0xff54565c, 0xff5b9bf0, 0xff0c1016, 0xff86b7ff};

constexpr int kRowRoom = 4;

QPalette makePalette(const Colors& c) {
  QPalette palette;
  palette.setColor(QPalette::Window, c.window);
  palette.setColor(QPalette::Base, c.base);
  palette.setColor(QPalette::AlternateBase, c.alternate);
  palette.setColor(QPalette::Button, c.button);
  palette.setColor(QPalette::ToolTipBase, c.base);
  for (QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText}) {
    palette.setColor(role, c.text);
    palette.setColor(QPalette::Disabled, role, c.disabled);
  }
  palette.setColor(QPalette::BrightText, Qt::red);
  palette.setColor(QPalette::PlaceholderText, c.placeholder);
  palette.setColor(QPalette::Highlight, c.highlight);
  palette.setColor(QPalette::HighlightedText, c.highlighted);
  palette.setColor(QPalette::Disabled, QPalette::Highlight, c.mid);
  palette.setColor(QPalette::Link, c.link);
  palette.setColor(QPalette::LinkVisited, c.link);
  // The bevels that Fusion draws.
  palette.setColor(QPalette::Light, QColor(c.button).lighter(110));
  palette.setColor(QPalette::Midlight, QColor(c.button).lighter(105));
  palette.setColor(QPalette::Mid, c.mid);
  palette.setColor(QPalette::Dark, QColor(c.window).darker(140));
  palette.setColor(QPalette::Shadow, QColor(c.window).darker(190));
  return palette;
}

/// Fusion outlines an empty check box in a darker shade of the window: on a dark one it cannot be seen. Dialogs have no
/// icons in their buttons.
class OutlinedFusion : public QProxyStyle {
 public:
  OutlinedFusion() : QProxyStyle(QStyleFactory::create(QStringLiteral("fusion"))) {
    setObjectName(QStringLiteral("fusion"));
  }
  QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                         const QWidget* widget) const override {
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    // Fusion sets the rows of lists without a pixel between the lines of text.
    if (type == CT_ItemViewItem) result.rheight() += kRowRoom;
    return result;
  }
  int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                QStyleHintReturn* returned) const override {
    if (hint == SH_DialogButtonBox_ButtonsHaveIcons)
      return 0;  // some dialogs have a box, some have not: all look alike
    return QProxyStyle::styleHint(hint, option, widget, returned);
  }
  void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override {
    if (element == PE_FrameFocusRect && qobject_cast<const QAbstractItemView*>(widget) != nullptr) {
      // Fusion fills it, over the text of the cell.
      const bool selected = option->state.testFlag(State_Selected);
      painter->save();
      painter->setBrush(Qt::NoBrush);
      painter->setPen(
          QPen(option->palette.color(selected ? QPalette::HighlightedText : QPalette::Highlight), 1, Qt::DotLine));
      painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
      painter->restore();
      return;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    const bool check = element == PE_IndicatorCheckBox || element == PE_IndicatorItemViewItemCheck;
    if (!check || option->palette.color(QPalette::Window).lightness() > 127) return;
    painter->save();
    painter->setBrush(Qt::NoBrush);
    painter->setPen(
        option->palette.color(option->state.testFlag(State_Enabled) ? QPalette::PlaceholderText : QPalette::Mid));
    painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
    painter->restore();
  }
};

}  // namespace

QString themeId(Theme theme) {
  switch (theme) {
    case Theme::light:
      return QStringLiteral("light");
    case Theme::dark:
      return QStringLiteral("dark");
    case Theme::system:
      break;
  }
  return QStringLiteral("system");
}

Theme themeFromId(const QString& id) {
  for (Theme theme : {Theme::light, Theme::dark}) {
    if (themeId(theme) == id) return theme;
  }
  return Theme::system;
}

void applyTheme(Theme theme) {
  // The style that the desktop chose, before we put our own in its place.
  static const QString systemStyle = QApplication::style()->objectName();
  const QString wanted = theme == Theme::system ? systemStyle : QStringLiteral("fusion");
  const bool fusion = wanted == QStringLiteral("fusion");
  const bool there = fusion ? dynamic_cast<OutlinedFusion*>(QApplication::style()) != nullptr
                            : QApplication::style()->objectName() == wanted;
  if (!there) {
    QApplication::setStyle(fusion ? new OutlinedFusion : QStyleFactory::create(wanted));
  }
  const QPalette palette = theme == Theme::dark    ? makePalette(kDark)
                           : theme == Theme::light ? makePalette(kLight)
                                                   : QPalette();
  QApplication::setPalette(palette);
  QToolTip::setPalette(theme == Theme::system ? QApplication::palette("QToolTip") : palette);
}

}  // namespace calm::ui
