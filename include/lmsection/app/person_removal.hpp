#pragma once

#include "lmsection/app/person.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// Makes one record of two of the same human. What `keep` lacks is taken over; a name, address or
/// institution that differs goes into the note. A `RefusedError` where both are one record already,
/// or where terms of the two overlap in a group.
Person merge_people(Session& session, std::string_view keep, std::string_view other);

/// Which person to forget, and how.
struct ForgetOrder {
    std::string person;
    bool end_terms = false;    ///< end running terms today, and remove coming ones
    bool sure = false;         ///< without it, only a dry run is allowed
    /// The words of a command as typed that say what it does: "person edit".
    std::function<std::string(std::string_view command)> words_of_command;
};
struct Forgotten {
    std::vector<store::ForgetLine> lines;
    std::vector<std::string> warnings;
    std::vector<std::string> copies;    ///< files in the same folder that still have the data
};
/// Erases a person's data for good, and rewrites the file. A `RefusedError` where the person serves
/// after today and the terms are not to end, or where the user is not sure.
Forgotten forget_person(Session& session, const ForgetOrder& order);

}    // namespace lmsection::app
