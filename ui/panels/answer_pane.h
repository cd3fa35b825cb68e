#pragma once

#include <QWidget>
#include <string>
#include <vector>

#include "calm/evaluation.h"

class QLabel;
class QTextEdit;

namespace calm::ui {

class VariantBox;

/// One side of the Try it page: which variant, its text as it comes, and how fast.
class AnswerPane : public QWidget {
  Q_OBJECT

 public:
  /// `title`: "Left", "Right", for labels and screen readers.
  AnswerPane(const QString& title, const QString& label, QWidget* parent = nullptr);

  VariantBox* variants() const { return variants_; }
  QTextEdit* view() const { return view_; }
  const std::vector<int32_t>& ids() const { return ids_; }
  QString text() const;
  QString status() const;

  void clear();
  void setWaiting(const QString& text);
  void append(int32_t id, const std::string& text, const calm::GenerateTimings& timings);
  /// `reason`: why the text ends here; empty: by the model.
  void finish(const std::string& rest, const calm::GenerateTimings& timings, const QString& reason);
  /// Marks the tokens that differ; `first`: the first one, or beyond the end.
  void setMarks(const std::vector<bool>& differs, size_t first);
  /// Moves the cursor to the token and shows it.
  void showToken(size_t token);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void paintMarks();
  void showRate(const calm::GenerateTimings& timings, const QString& end);

  VariantBox* variants_;
  QTextEdit* view_;
  QLabel* status_;
  std::vector<int32_t> ids_;
  std::vector<int> ends_;  // of each token's text, in characters of the document
  std::vector<bool> differs_;
  size_t first_ = static_cast<size_t>(-1);
};

}  // namespace calm::ui
