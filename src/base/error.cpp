#include "lmsection/base/error.hpp"

namespace lmsection {

std::string Fault::text() const {
    return remedy.empty() ? what : what + "; " + remedy;
}

namespace {
std::string joined(const std::vector<Fault>& faults) {
    std::string text;
    for (const Fault& fault : faults) {
        if (!text.empty()) {
            text += '\n';
        }
        text += fault.text();
    }
    return text;
}
}    // namespace

Error::Error(Fault fault) : Error(std::vector<Fault>{std::move(fault)}) {}

Error::Error(std::vector<Fault> faults)
    : std::runtime_error(joined(faults)), faults_(std::move(faults)) {}

}    // namespace lmsection
