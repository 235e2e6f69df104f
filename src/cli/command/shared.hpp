#pragma once

#include "argument.hpp"
#include "lmsection/app/appointment.hpp"
#include "lmsection/cli/command.hpp"
#include "lmsection/cli/context.hpp"
#include "lmsection/domain/appointment.hpp"
#include "value_type.hpp"

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

/// The columns of a roster, and of everything that prints appointments.
[[nodiscard]] std::vector<Column> roster_columns();

void write_appointed(Context& context, std::span<const app::Appointed> appointed);
/// The warnings, the appointments, and whether it was a dry run.
void report_appointed(Context& context, const app::AppointResult& result);

/// The options of every command that a rule may stand against.
struct FirmnessOptions {
    std::string override_reason;    ///< empty: not given
    bool strict = false;
};
void add_firmness(Arguments& arguments, FirmnessOptions& options);
[[nodiscard]] app::Firmness firmness_of(const FirmnessOptions& options);

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
