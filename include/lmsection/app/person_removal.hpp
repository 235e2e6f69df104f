#pragma once

#include "lmsection/app/person.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// A person of whom there were two records.
struct MergedPeople {
    Person person;
    std::vector<std::string> warnings;
};
/// Merges two records of the same person. Fills in what `keep` lacks; a different name, address or
/// institution goes into the note; the newest of their waiting volunteer forms replaces the others.
/// Throws a `RefusedError` if both are the same record or if their terms overlap in a group.
MergedPeople merge_people(WritingSession& session, std::string_view keep, std::string_view other);

/// Which person to forget, and how.
struct ForgetOrder {
    std::string person;
    bool end_terms = false;    ///< end current terms today and delete future ones
    bool sure = false;         ///< confirms the erasure; without it, only a dry run is allowed
    /// The words of a typed command that name it: "person edit".
    std::function<std::string(std::string_view command)> words_of_command;
};
struct Forgotten {
    std::vector<store::ForgetLine> lines;
    std::vector<std::string> warnings;
    /// Copies and exports in the same folder, which still have the data.
    std::vector<std::string> copies;
};
/// Erases a person's data permanently and rewrites the file. Throws a `RefusedError` if the person
/// serves after today and `end_terms` is not set, or if `sure` is not set.
Forgotten forget_person(WritingSession& session, const ForgetOrder& order);

/// Erases people who were forgotten in another copy of the section, and no one whom that still
/// names, without a history entry, and rewrites the file. The session must not be used afterwards.
void forget_again(WritingSession& session, const store::ToForget& forgotten,
                  const std::function<std::string(std::string_view command)>& words_of_command);

}    // namespace lmsection::app
