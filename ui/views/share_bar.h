#pragma once

#include <QBrush>
#include <QWidget>
#include <vector>

namespace calm::ui {

/// One bar cut into the shares of a whole, with a key under it.
class ShareBar : public QWidget {
  Q_OBJECT

 public:
  struct Share {
    QString name;
    int count;
    int colorIndex;  // -1: nobody's
  };

  explicit ShareBar(QWidget* parent = nullptr);
  void setShares(std::vector<Share> shares);
  QSize sizeHint() const override;
  int heightForWidth(int width) const override;
  bool hasHeightForWidth() const override { return true; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QBrush brush(const Share& share) const;
  int layoutKey(int width, QPainter* painter) const;  // returns the height used
  std::vector<Share> shares_;
};

}  // namespace calm::ui
