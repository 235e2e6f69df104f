#include "lmsection/base/error.hpp"

namespace lmsection {

namespace {
std::string joined(const std::vector<Fault>& faults) {
    std::string text;
    for (const Fault& fault : faults) {
        text += (text.empty() ? "" : "\n") + fault.text();
    }
    return text;
}
}    // namespace

Error::Error(Fault fault) : Error(std::vector<Fault>{std::move(fault)}) {}

Error::Error(std::vector<Fault> faults)
    : std::runtime_error(joined(faults)), faults_(std::move(faults)) {}

void require_none(std::vector<Fault> faults) {
    if (!faults.empty()) {
        throw RefusedError{std::move(faults)};
    }
}

void require_none(const std::optional<Fault>& fault) {
    if (fault) {
        throw RefusedError{*fault};
    }
}

}    // namespace lmsection
