#pragma once

#include "../arguments.hpp"
#include "lmsection/app/appointments.hpp"
#include "lmsection/cli/commands.hpp"
#include "lmsection/domain/appointing.hpp"
#include "lmsection/domain/typed_date.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::cli {

/// The status of a command that found something due and was asked to tell by its status.
inline constexpr int something_due = 1;

/// The options of one command, held for as long as its runner lives.
template <class Options>
std::shared_ptr<Options> options_of() {
    return std::make_shared<Options>();
}

/// The value of an option that was given, else nothing.
template <class T, class Parse>
std::optional<T> if_given(const std::optional<std::string>& typed, Parse parse) {
    return typed ? std::optional<T>{or_usage(parse(*typed))} : std::nullopt;
}

/// What a day or year that a user types is for. It decides the year of a day without one, and
/// what the user is warned about.
enum class DayUse {
    start,      ///< something planned begins: the next such day; one in the past is warned about
    planned,    ///< the next such day
    done,       ///< the most recent such day
    either,     ///< recorded afterwards or planned: the most recent within 120 days, else the next
    viewed      ///< looked at: the one in the program year of today
};
/// The day that an option gives. Shows the day where the text could mean another one, and warns
/// of one that is surprising. A `UsageError` where it cannot be read.
[[nodiscard]] std::optional<Date> day_if_given(Context& context,
                                               const std::optional<std::string>& typed, DayUse use);
/// As `day_if_given`, of what is planned on or after `from`.
[[nodiscard]] Date day_from(Context& context, const std::string& typed, Date from);
/// The last day of a window that opens today; shown where the text could mean another one.
[[nodiscard]] Date window_end(Context& context, const std::string& typed);
/// The program year that an option gives; warns of one that is more than three years away.
[[nodiscard]] std::optional<ProgramYear>
year_if_given(Context& context, const std::optional<std::string>& typed, DayUse use);

/// The web address of an option that was given; empty where `""` was, which removes the one on
/// record.
[[nodiscard]] std::optional<std::string> link_if_given(const std::optional<std::string>& typed);

/// The columns of a roster, and of everything that prints appointments.
[[nodiscard]] std::vector<Column> roster_columns();

void write_appointed(Context& context, std::span<const app::Appointed> appointed);
/// The warnings, the appointments, and whether it was a dry run.
void report_appointed(Context& context, const app::AppointResult& result);

/// The options of every command that a rule may stand against.
struct FirmnessOptions {
    std::optional<std::string> override_reason;
    bool strict = false;
};
void add_firmness(Arguments& arguments, FirmnessOptions& options);
[[nodiscard]] app::Firmness firmness_of(const FirmnessOptions& options);
/// The reason given with `option`, empty where it was not given; given, it must not be empty.
[[nodiscard]] std::string reason_if_given(std::string_view option,
                                          const std::optional<std::string>& reason);

/// Adds `--public`, which every command has whose output is meant for the web.
void add_public(Arguments& arguments, bool& for_anybody);
[[nodiscard]] app::Readers readers_of(bool for_anybody);

/// A `UsageError` where an edit changes nothing; `options`: those that would.
void require_a_change(bool any, std::string_view options);

/// Makes the folder of the database's usual place, which is ours to make; a place that the user
/// names is theirs. Nothing with dry run.
void make_usual_folder(const app::Circumstances& around);

/// Warns of a day on which something is said to have been done, where it is still to come.
void warn_of_future(Context& context, std::string_view what, Date on);

/// Says that nothing was changed, and why.
void say_unchanged(Context& context, std::string_view why);
/// "3 recorded, 2 on record already."
void say_added(Context& context, std::string_view done, std::size_t added, std::size_t all);
[[nodiscard]] std::string_view yes_or_no(bool value);
/// What an edit changed, so that what is replaced can be seen.
class ChangedFields {
public:
    void field(std::string_view name, std::string_view before, std::string_view now);
    /// Shows the old and the new value of each that differs; says so where none does.
    void say(Context& context) const;

private:
    std::vector<std::string> lines_;
};

/// `text` with its first letter, a-z, as a capital: a sentence of a message.
[[nodiscard]] std::string capitalized(std::string text);

/// A group's name; for people with a word where it is retired.
[[nodiscard]] std::string group_shown(const Context& context, const Group& group);

/// Says so where nothing was changed because of --dry-run.
void tell_dry_run(Context& context);

}    // namespace lmsection::cli
