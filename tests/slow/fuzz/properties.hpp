#pragma once

#include "lmsection/base/error.hpp"

#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace lmsection::fuzz {

/// Something that must hold for every input, and did not: no target lets it be caught.
class Broken : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

/// A `Broken` that names the property, where it does not hold.
void demand(bool holds, std::string_view property);

/// Demands of a fault that it is one line of UTF-8, with nothing in it that a terminal would obey.
void demand_clean(const Fault& fault);
/// Demands of a fault that it says what is wrong and what to do; it may quote a file, for the
/// program makes every error harmless as it prints it, which is demanded too.
void demand_told(const Fault& fault);

/// Runs `work`; whether it was let through. What it throws must be an `Expected` that tells what is
/// wrong; any other exception is a finding.
template <class Expected>
bool runs(const std::function<void()>& work) {
    try {
        work();
        return true;
    } catch (const Expected& error) {
        demand(!error.faults().empty(), "an error tells at least one fault");
        for (const Fault& fault : error.faults()) {
            demand_told(fault);
        }
        return false;
    }
}

}    // namespace lmsection::fuzz
