#include "failing_calls.hpp"

namespace lmsection::test {

namespace {

Failing* in_force = nullptr;
int depth = 0;

bool can_befall(Fault fault, Call call) {
    switch (fault) {
    case Fault::disk_full: return call == Call::write || call == Call::open;
    case Fault::io_error: return true;
    case Fault::short_write: return call == Call::write;
    case Fault::failed_sync: return call == Call::sync;
    case Fault::failed_truncate: return call == Call::truncate;
    }
    return false;
}

}    // namespace

Failing::Failing(const Plan& plan) : plan_(plan) {
    in_force = this;
}

Failing::~Failing() {
    in_force = nullptr;
}

bool Failing::strikes(Call call) {
    if (!can_befall(plan_.fault, call)) {
        return false;
    }
    ++seen_;
    return seen_ == plan_.at || (plan_.and_all_later && seen_ > plan_.at);
}

const Fault* Failing::befalling(Call call) {
    return in_force != nullptr && in_force->strikes(call) ? &in_force->plan_.fault : nullptr;
}

InsideSqlite::InsideSqlite() {
    ++depth;
}

InsideSqlite::~InsideSqlite() {
    --depth;
}

bool InsideSqlite::is_so() {
    return depth > 0;
}

}    // namespace lmsection::test
