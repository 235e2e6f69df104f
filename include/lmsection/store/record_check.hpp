#pragma once

#include "lmsection/base/error.hpp"
#include "lmsection/base/progress.hpp"
#include "lmsection/store/database.hpp"

#include <functional>
#include <set>
#include <string>

namespace lmsection::store {

enum class Severity {
    warning,    ///< commands would not record it today, but it does no harm
    fault       ///< commands could fail, hang, write something harmful or give wrong results
};

/// Something wrong with one record.
struct RecordFlaw {
    Severity severity = Severity::fault;
    std::string table;
    std::string key;       ///< the values of the primary key, joined by slashes
    std::string record;    ///< its name for people: "term Ana Diaz, middle-managers"
    Fault fault;

    /// "the term Ana Diaz, middle-managers: years is 77, not between 1 and 9".
    [[nodiscard]] std::string text() const;
};

/// The largest id a record may have: larger ones leave no room for the ids of new entries.
inline constexpr std::int64_t largest_id = INT64_MAX - (std::int64_t{1} << 42U);

/// Vocabulary defined by the section's handbook.
struct HandbookWords {
    std::set<std::string, std::less<>> venues;
    std::set<std::string, std::less<>> roles;
};

/// Checks every record of a section: references, circles, numbers, vocabulary, text, links, dates,
/// computed columns, terms that overlap, history entries. Does not check the schema. Calls
/// `visit` for each flaw until it returns false; `progress` counts records. Throws a `StoreError`
/// if the file cannot be read.
void check_records(const Reader& database, const HandbookWords& words,
                   const std::function<bool(const RecordFlaw&)>& visit, const Progress& progress);

}    // namespace lmsection::store
