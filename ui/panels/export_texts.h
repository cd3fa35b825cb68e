#pragma once

#include <QString>

#include "calm/export.h"

namespace calm::ui {

/// "Codes of the quantized linears".
QString partText(calm::ExportPart::Kind kind);
/// What was compared and what came out, a line each.
QString verificationText(const calm::ExportVerification& verification);

}  // namespace calm::ui
