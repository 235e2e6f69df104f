#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/base/error.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace lmsection::app {

/// The same fault with where it is: "PLACE: what".
[[nodiscard]] inline Fault at_place(std::string_view place, const Fault& fault) {
    return {std::string{place} + ": " + fault.what, fault.remedy};
}

/// Runs `work` as one change to the database, like `WritingSession::change`, and returns what it
/// returns.
template <class Work>
[[nodiscard]] auto in_change(WritingSession& session, const Work& work) {
    std::optional<std::invoke_result_t<Work>> result;
    session.change([&] { result = work(); });
    return *std::move(result);
}

/// Does `work`; if it is refused, adds the faults to `faults`, with where it was: "PLACE: what". An
/// empty place is left out.
template <class Work>
void collect_refusals(std::vector<Fault>& faults, std::string_view place, const Work& work) {
    try {
        work();
    } catch (const RefusedError& refused) {
        for (const Fault& fault : refused.faults()) {
            faults.push_back(place.empty() ? fault : at_place(place, fault));
        }
    }
}

}    // namespace lmsection::app
