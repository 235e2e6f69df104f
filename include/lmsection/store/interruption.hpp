#pragma once

#include <csignal>

namespace lmsection::store {

/// The signal that asked this process to end; 0: none did. Set by the program's signal handler.
extern volatile std::sig_atomic_t interrupted_by;

/// A `StoreError` where a signal asked this process to end. Called where work can be given up with
/// everything cleaned away; SQLite's statements give up by themselves.
void stop_if_interrupted();

}    // namespace lmsection::store
