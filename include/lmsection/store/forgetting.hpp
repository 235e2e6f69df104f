#pragma once

#include "lmsection/domain/section.hpp"
#include "lmsection/store/database.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace lmsection::store {

/// The name that stands where somebody was forgotten.
inline constexpr std::string_view forgotten_name = "Former member";

/// How many records of a kind were touched.
struct RecordCount {
    std::string_view kind;    ///< "appointments"
    std::int64_t records = 0;
};

/// Lets every record that names `other` name `keep` instead, and takes `other` off the record.
void hand_over(const Database& database, const Person& keep, PersonId other);

/// Erases what tells who somebody is or was: their own record, what was written about them, the
/// texts elsewhere that bear their name or address, and the entries of the history that hold any of
/// it. Roles, dates and counts stay. To be run in a `Change` of which only the deed is kept.
[[nodiscard]] std::vector<RecordCount> erase_person(const Database& database, const Person& person);

/// What the history says of a `person forget` until the file is written anew.
inline constexpr std::string_view unfinished_forgetting = "lmsection person forget (unfinished)";
/// Whether a crash came between erasing somebody and `compact`.
[[nodiscard]] bool is_forgetting(const Database& database);

/// Writes the file anew, so that nothing erased is left in the free room of its pages, and lets the
/// history say so. To be called while no change runs.
void compact(const Database& database);

}    // namespace lmsection::store
