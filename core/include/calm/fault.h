#pragma once

namespace calm {

/// Model files are mapped, so one that another program shortens while it is read would end this one by SIGBUS without a
/// word. For programs to call once at their start: such a fault then says on stderr which file it was and exits with
/// status 1; every other SIGBUS does what it did before. Layers that were decided stay in the session.
void explain_shortened_files();

}  // namespace calm
