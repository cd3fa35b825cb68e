#pragma once

#include <QFormLayout>
#include <QString>

class QComboBox;
class QGroupBox;
class QLabel;
class QWidget;

/// The same form everywhere: labels with buddies, names for screen readers, tooltips, rows that wrap in a narrow dock.
namespace calm::ui {

QFormLayout* makeForm(QWidget* parent);

/// Adds "label field"; the label (without & and :) becomes the accessible name of `buddy` (default: `field`) unless it
/// has one. The tooltip goes to both.
QLabel* addRow(QFormLayout* form, const QString& label, QWidget* field, const QString& toolTip = {},
               QWidget* buddy = nullptr);

/// An empty label for plain text of any length, which wraps and can be selected; named for screen readers.
QLabel* wrappedLabel(QWidget* parent, const QString& name);

/// To be called once the items are there: shows them whole, but does not make its dock as wide as a very long one.
void prepareCombo(QComboBox* combo);

}  // namespace calm::ui
