#pragma once

#include "argument.hpp"
#include "lmsection/base/date.hpp"
#include "lmsection/base/error.hpp"
#include "lmsection/cli/context.hpp"
#include "lmsection/domain/group.hpp"
#include "lmsection/domain/program_year.hpp"

#include <string>
#include <string_view>

namespace lmsection::cli {

namespace value {

// The types of values that several commands take. Each knows its placeholder, from which help and
// completion follow, and how its text is read; a `UsageError` says what is wrong with it.

/// A type whose text a function of the domain reads.
template <class T, class Parse>
[[nodiscard]] ValueType<T> parsed(std::string_view placeholder, Parse parse) {
    return {placeholder,
            [parse](const std::string& text, Context&) { return T{or_usage(parse(text))}; }};
}

}    // namespace value

/// What a day or year is for. It decides the year of a day without one, and what the user is
/// warned about.
enum class DayUse {
    start,      ///< something planned begins: the next such day; one in the past is warned about
    planned,    ///< the next such day
    done,       ///< the most recent such day
    either,     ///< recorded afterwards or planned: the most recent within 120 days, else the next
    viewed      ///< looked at: the one in the program year of today
};

namespace value {

/// Shows the day where the text could mean another one, and warns of one that is surprising.
[[nodiscard]] ValueType<Date> day(DayUse use);
/// The last day of a window that opens today; shown where the text could mean another one.
[[nodiscard]] ValueType<Date> window_end();
/// Warns of a year that is more than three years away.
[[nodiscard]] ValueType<ProgramYear> program_year(DayUse use);
[[nodiscard]] ValueType<Month> month();

[[nodiscard]] ValueType<Role> role();
[[nodiscard]] ValueType<GroupKind> group_kind();
/// The number of program years of a term.
[[nodiscard]] ValueType<int> term_years();
/// A web address; empty where `""` is given, which removes the one on record.
[[nodiscard]] ValueType<std::string> link();
/// A line of text, called `label` where it is refused.
[[nodiscard]] ValueType<std::string> line(std::string_view label);
/// The reason given with `option`, which must not be empty.
[[nodiscard]] ValueType<std::string> reason(std::string_view option);

}    // namespace value

/// As `value::day(DayUse::planned)`, for what is planned on or after `from`.
[[nodiscard]] Date day_from(Context& context, const std::string& typed, Date from);

}    // namespace lmsection::cli
