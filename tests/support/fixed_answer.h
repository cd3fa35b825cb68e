#pragma once

#include <utility>

#include "ui/panels/file_prompt.h"

namespace calm::test {

/// Answers every question for a path with the same path; an empty one is a cancelled dialog.
class FixedAnswer : public ui::FilePrompt {
 public:
  explicit FixedAnswer(QString path = {}) : path_(std::move(path)) {}
  void ask(QWidget*, Kind kind, const QString&, const QString&, const QString&,
           std::function<void(const QString&)> accepted) override {
    lastKind = kind;
    if (!path_.isEmpty()) accepted(path_);
  }

  Kind lastKind = Kind::OpenFile;

 private:
  QString path_;
};

}  // namespace calm::test
