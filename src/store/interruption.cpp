#include "lmsection/store/interruption.hpp"

#include "lmsection/base/error.hpp"

namespace lmsection::store {

volatile std::sig_atomic_t interrupted_by = 0;

void stop_if_interrupted() {
    if (interrupted_by != 0) {
        throw StoreError{"the command was interrupted",
                         "nothing was changed; run the command again"};
    }
}

}    // namespace lmsection::store
