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

/// How a date or year is used. It determines the year of a date without one, and the warnings.
enum class DayUse {
    start,      ///< the start of something planned: the next such date; warns if it is in the past
    planned,    ///< the next such date
    done,       ///< the most recent such date
    either,     ///< done or planned: the most recent within 120 days, else the next
    viewed      ///< for display: the one in the current program year
};

/// How a list of people is ordered: by the whole name, as it is written, or by the family name.
enum class NameOrder { whole, family };

namespace value {

// The value types that several commands use. Each has its placeholder, which help and completion
// use, and its parser, which throws a `UsageError`.

/// A type that a function of the domain parses.
template <class T, class Parse>
[[nodiscard]] ValueType<T> parsed(std::string_view placeholder, Parse parse) {
    return {placeholder,
            [parse](const std::string& text, Context&) { return T{or_usage(parse(text))}; }};
}

[[nodiscard]] ValueType<NameOrder> name_order();
/// Prints the date if the text is ambiguous, and warns if it is surprising.
[[nodiscard]] ValueType<Date> day(DayUse use);
/// The last day of a span that starts today; printed if the text is ambiguous.
[[nodiscard]] ValueType<Date> window_end();
/// Warns if the year is more than three years away.
[[nodiscard]] ValueType<ProgramYear> program_year(DayUse use);
[[nodiscard]] ValueType<Month> month();

[[nodiscard]] ValueType<Role> role();
[[nodiscard]] ValueType<GroupKind> group_kind();
/// The number of program years of a term.
[[nodiscard]] ValueType<int> term_years();
/// A web address; `""` removes the one on record.
[[nodiscard]] ValueType<std::string> link();
/// A line of text; `label` names it in errors.
[[nodiscard]] ValueType<std::string> line(std::string_view label);
/// The reason given with `option`, which must not be empty.
[[nodiscard]] ValueType<std::string> reason(std::string_view option);

}    // namespace value

/// Like `value::day(DayUse::planned)`, but the next such date on or after `from`.
[[nodiscard]] Date day_from(Context& context, const std::string& typed, Date from);

}    // namespace lmsection::cli
