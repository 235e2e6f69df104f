#pragma once

#include "lmsection/app/letter.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// How long after its day an occasion still counts for all whom it concerns, and how long before
/// the end of a term people are thanked, in days.
inline constexpr int occasion_days = 60;
inline constexpr int early_thanks_days = 30;

/// Whom to write to on an occasion.
struct OccasionOrder {
    std::string_view kind;           ///< "welcome": one of `occasion_kinds`
    std::vector<std::string> who;    ///< people and groups, as typed; empty: all whom it concerns
    Again again = Again::no;         ///< which earlier letters do not count
    std::vector<Correspondent> to = {};    ///< of a call: instead of those who lead the groups
    std::string form = {};                 ///< of a call: the web address of the volunteer form
    std::string report = {};    ///< of a report: which, as typed; empty: those that are due
};
/// The letters of an occasion.
struct OccasionLetters {
    LetterBatch batch;
    std::string why_none;    ///< a sentence that says why there are none; else empty
};

/// Writes the letters of an occasion as of today:
/// - `welcome`: to each new appointee, with copies to those who lead the group then;
/// - `renew`: to those whose term ends by the next June 30, who have no later term in the group,
///   and who have not answered yes or no;
/// - `thanks`: to those who roll off;
/// - `declined`: to volunteers whose offer was declined;
/// - `candidates`: to those who lead a group, about the volunteers who wait for its answer;
/// - `service`: to people, with all their terms;
/// - `handover`: to those who take over a group, with copies to those who led it;
/// - `call`: about the seats that are vacant on the next July 1;
/// - `report`: to those who lead a group, with the draft of a report that it owes.
/// If no one leads a group, those who lead the section get the letter; if there is no one at all, a
/// warning says so. Leaves out what was written about already. Throws a `RefusedError` for an
/// unknown name.
[[nodiscard]] OccasionLetters occasion_letters(const Session& session, const OccasionOrder& order);

}    // namespace lmsection::app
