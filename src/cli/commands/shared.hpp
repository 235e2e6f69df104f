#pragma once

#include "../arguments.hpp"
#include "lmsection/app/appointments.hpp"
#include "lmsection/cli/commands.hpp"
#include "lmsection/domain/appointing.hpp"
#include "lmsection/domain/typed_date.hpp"

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
[[nodiscard]] std::optional<Date> day_if_given(const std::optional<std::string>& typed, Date today);
[[nodiscard]] std::optional<ProgramYear> year_if_given(const std::optional<std::string>& typed,
                                                       Date today);

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

/// Says so where nothing was changed because of --dry-run.
void tell_dry_run(Context& context);

}    // namespace lmsection::cli
