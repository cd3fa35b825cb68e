#pragma once

#include <QWidget>

#include "calm/analyses.h"

class QLabel;

namespace calm::ui {

class MatrixView;

/// The restoration matrix of one layer: |M - I| as a picture, and how far M is from doing nothing.
class RestorationView : public QWidget {
  Q_OBJECT

 public:
  explicit RestorationView(QWidget* parent = nullptr);

  void setRestoration(const calm::Restoration& restoration);
  MatrixView* matrix() const { return matrix_; }
  QString summary() const;

 private:
  MatrixView* matrix_;
  QLabel* facts_;
};

}  // namespace calm::ui
