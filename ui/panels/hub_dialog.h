#pragma once

#include <QDialog>

#include "calm/events.h"
#include "calm/hub.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTreeWidget;

namespace calm::ui {

class ProgressStrip;

/// Opens a model from a Hugging Face hub: named, looked up (files and size first), downloaded with progress; a
/// download that was stopped goes on where it was. Shown with open() or show().
class HubDialog : public QDialog {
  Q_OBJECT

 public:
  explicit HubDialog(QWidget* parent = nullptr);

  void setRepository(const QString& repository);
  calm::HubRequest request() const;
  QString problem() const;

 public Q_SLOTS:
  void setListing(const calm::HubListing& listing);
  void setProgress(const calm::Progress& progress);
  /// The snapshot is complete: tells openRequested() and closes.
  void setFinished(const QString& folder);
  /// Of the look-up or the download; empty: cancelled.
  void setFailed(const QString& message);
  void reject() override;

 Q_SIGNALS:
  void listRequested(const calm::HubRequest& request);
  void downloadRequested(const calm::HubRequest& request);
  void cancelRequested();
  void openRequested(const QString& folder);

 private:
  enum class State { Editing, Listing, Listed, Downloading, Cancelling };
  void onEdited();
  void lookUp();
  void download();
  void setState(State state);
  void showMessage(const QString& text);

  State state_ = State::Editing;
  QLineEdit* repository_;
  QLineEdit* revision_;
  QLineEdit* token_;
  QLineEdit* endpoint_;
  QTreeWidget* files_;
  QStackedWidget* pages_;  // what to do, or the files
  QLabel* size_;
  QLabel* message_;
  ProgressStrip* strip_;
  QPushButton* lookUp_;
  QPushButton* download_;
  QPushButton* close_;
};

}  // namespace calm::ui
