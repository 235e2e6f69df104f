#pragma once

#include <csignal>

namespace lmsection::store {

/// The signal that asked this process to stop; 0 if none. Set by the program's signal handler.
extern volatile std::sig_atomic_t interrupted_by;

/// Throws a `StoreError` if a signal asked this process to stop. Called where work can be aborted
/// cleanly; SQLite statements abort by themselves.
void stop_if_interrupted();

}    // namespace lmsection::store
