#include "properties.hpp"

#include "lmsection/base/text.hpp"

namespace lmsection::fuzz {

void demand(bool holds, std::string_view property) {
    if (!holds) {
        throw Broken{std::string{property}};
    }
}

void demand_clean(const Fault& fault) {
    demand_told(fault);
    demand(harmless(fault.text()) == fault.text(), "a fault is clean as it is");
}

void demand_told(const Fault& fault) {
    demand(!fault.what.empty() && !fault.remedy.empty(), "a fault has a reason and a remedy");
    const std::string line = harmless(fault.text());
    demand(is_utf8(line), "what is printed is UTF-8 text");
    demand(!has_control(line), "what is printed is one line, without control characters");
    demand(!has_bidirectional_control(line), "what is printed reorders nothing on a terminal");
}

}    // namespace lmsection::fuzz
