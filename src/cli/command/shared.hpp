#pragma once

#include "argument.hpp"
#include "lmsection/app/appointment.hpp"
#include "lmsection/app/digest.hpp"
#include "lmsection/base/name.hpp"
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

/// The exit status if something is due and --exit-code was given.
inline constexpr int something_due = 1;

/// The options of a command, owned by its runner.
template <class Options>
std::shared_ptr<Options> options_of() {
    return std::make_shared<Options>();
}

void write_appointed(Context& context, std::span<const app::Appointed> appointed);
/// Prints the warnings, the appointments, and a note about a dry run.
void report_appointed(Context& context, const app::AppointResult& result);

/// The options of every command that checks rules.
struct PolicyOptions {
    std::string override_reason;    ///< empty: not given
    bool strict = false;
};
void add_policy_options(Arguments& arguments, PolicyOptions& options);
[[nodiscard]] app::OverridePolicy policy_of(const PolicyOptions& options);

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
/// "1 person", "12 people".
[[nodiscard]] std::string counted(std::size_t count, std::string_view one, std::string_view many);
/// Below a list for people at a terminal: "12 people."; nothing where it is empty.
void say_total(Context& context, std::size_t count, std::string_view one, std::string_view many);
/// The command that deals with a part of the digest.
[[nodiscard]] std::string_view command_for(app::DigestPart part);
[[nodiscard]] std::string_view yes_or_no(bool value);
/// Collects what an edit changed, to show the old values.
class ChangedFields {
public:
    void field(std::string_view name, std::string_view before, std::string_view now);
    /// Prints the old and new value of each changed field, or that nothing changed.
    void say(Context& context) const;

private:
    std::vector<std::string> changes_;    ///< "name from 'A' to 'B'."
};

/// `text` with its first letter (a-z) capitalized.
[[nodiscard]] std::string capitalized(std::string text);

/// A group's name; for people, marked if it is retired.
[[nodiscard]] std::string group_shown(const Context& context, const Group& group);

/// The words of the command in a command line, such as "person edit".
[[nodiscard]] std::string words_of_command(std::string_view command);

/// If it was a dry run, says that nothing was changed.
void say_dry_run(Context& context);

}    // namespace lmsection::cli
