#pragma once

// What the commands share. Their files include it, and with it the headers that each of them needs.
#include "argument.hpp"
#include "columns.hpp"
#include "lmsection/app/appointment.hpp"
#include "lmsection/app/digest.hpp"
#include "lmsection/base/date.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/cli/command.hpp"
#include "lmsection/cli/context.hpp"
#include "lmsection/domain/appointment.hpp"
#include "value_type.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace lmsection::cli {

/// The exit status if something is due and --exit-code was given.
inline constexpr int something_due = 1;

/// The options of a command, owned by its runner.
template <class Options>
std::shared_ptr<Options> options_of() {
    return std::make_shared<Options>();
}

template <class Options, class Run>
Runner set_up_with(Arguments& arguments, void (*declare)(Arguments&, Options&), Run run) {
    auto options = options_of<Options>();
    declare(arguments, *options);
    return [options, run](Context& context) {
        if constexpr (std::is_void_v<decltype(run(*options, context))>) {
            run(*options, context);
            return 0;
        } else {
            return run(*options, context);
        }
    };
}
/// Sets up a command that may print a table of `columns`: `declare(arguments, options)` declares
/// its options, and `run(options, context)` runs it. It returns the exit status; nothing if that is
/// always 0.
template <auto declare, auto run, const auto&... columns>
Runner set_up(Arguments& arguments) {
    (arguments.prints(columns), ...);
    return set_up_with(arguments, declare, run);
}

void write_appointed(Context& context, std::span<const app::Appointed> appointed);
/// Prints the warnings, the appointments, and a note about a dry run.
void report_appointed(Context& context, const app::AppointResult& result);

/// Adds the options of every command that checks rules.
void add_policy_options(Arguments& arguments, app::OverridePolicy& options);
using PolicyOptions = app::OverridePolicy;
inline const PolicyOptions& policy_of(const PolicyOptions& options) {
    return options;
}

/// Adds the required argument GROUP.
void add_group_argument(Arguments& arguments, std::string& group);
/// Adds `--year` for commands that show a program year, by default the current one.
void add_shown_year(Arguments& arguments, std::optional<ProgramYear>& year);
/// Adds `--public`, for commands whose output may be published.
void add_public(Arguments& arguments, bool& is_public);
[[nodiscard]] app::Readers readers_of(bool is_public);

/// Throws a `UsageError` unless an edit changes something; `options`: the options that would.
void require_a_change(bool any, std::string_view options);

/// Creates the folder of the default database; never one that the user named. Does nothing in a dry
/// run.
void create_default_folder(const app::Circumstances& around);

/// Warns if something done is dated in the future.
void warn_of_future(Context& context, std::string_view what, Date on);

/// Says that nothing was changed, and why.
void say_unchanged(Context& context, std::string_view why);
/// "3 recorded, 2 already on record."
void say_added(Context& context, std::string_view done, std::size_t added, std::size_t all);
/// Below a list for people at a terminal: "12 people."; nothing where it is empty.
void say_total(Context& context, std::size_t count, std::string_view one, std::string_view many);
/// The command that deals with a part of the digest.
[[nodiscard]] std::string_view command_for(app::DigestPart part);
[[nodiscard]] std::string_view yes_or_no(bool value);
/// A field of a record before and after an edit.
struct EditedField {
    std::string_view name;
    std::string_view before;
    std::string_view now;
};
/// Says which fields an edit changed, with the old and the new values, or that nothing changed.
void say_changes(Context& context, std::initializer_list<EditedField> fields);

/// `text` with its first letter (a-z) capitalized.
[[nodiscard]] std::string capitalized(std::string text);

/// The group that an option names, or that a record belongs to; none without one.
[[nodiscard]] std::optional<Group> group_asked(const app::Session& session,
                                               const std::optional<std::string>& name);
[[nodiscard]] const Group* group_of(const app::Session& session, const std::optional<GroupId>& id);
/// Its name; empty without one.
[[nodiscard]] std::string group_name(const app::Session& session, const std::optional<GroupId>& id);
/// A group's name; for people, marked if it is retired.
[[nodiscard]] std::string group_shown(const Context& context, const Group& group);

/// The words of the command in a command line, such as "person edit".
[[nodiscard]] std::string words_of_command(std::string_view command);

/// If it was a dry run, says that nothing was changed.
void say_dry_run(Context& context);
/// The same, and suggests the next command.
void conclude(Context& context, std::string_view next_step);

}    // namespace lmsection::cli
