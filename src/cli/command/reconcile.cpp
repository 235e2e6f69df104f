#include "lmsection/app/reconcile.hpp"
#include "command/list_file.hpp"
#include "command/shared.hpp"
#include "typed_line.hpp"

namespace lmsection::cli {

namespace reconcile_command {
namespace {

using app::ListDifference;
using app::ListSide;

struct Options {
    std::string list;
    std::vector<std::string> groups;
    std::optional<Date> on;
    std::string name;
    bool all = false;
    bool exit_code = false;
    app::ReconcileQuery query;
};

/// A difference, and the command that makes the record agree with the list.
struct DifferenceRow {
    const ListDifference& difference;
    const std::string& command;

    const ListDifference& operator*() const { return difference; }
};

constexpr auto difference_columns = columns_of<DifferenceRow>(
    essential("difference", "Difference",
              [](const DifferenceRow& row, const Context& context) {
                  std::string text{word(row.difference.side)};
                  if (context.for_people()) {
                      std::ranges::replace(text, '-', ' ');
                  }
                  return text;
              }),
    for_scripts("fields", "Fields",
                [](const DifferenceRow& row) {
                    return text_or_absent(fmt::format("{}", fmt::join(row.difference.fields, " ")));
                }),
    for_scripts("group_slug", "Slug",
                [](const DifferenceRow& row) { return slug_cell(row.difference.group); }),
    title_above("group", "",
                [](const DifferenceRow& row, const Context& context) {
                    return row.difference.group   ? Cell{row.difference.group->name}
                           : context.for_people() ? Cell{"All groups"}
                                                  : Cell{};
                }),
    for_scripts("role", "Role", &ListDifference::role),
    essential("name", "Name",
              [](const DifferenceRow& row, const Context& context) {
                  const ListDifference& one = row.difference;
                  return Cell::or_absent(one.name.empty() && context.for_people() ? one.email
                                                                                  : one.name);
              }),
    extra("email", "Email", absent_if_empty(&ListDifference::email)),
    for_scripts("start", "From", &ListDifference::start),
    for_scripts("end", "To", &ListDifference::end),
    essential("here", "Here", absent_if_empty(&ListDifference::here)),
    essential("there", "In the list", absent_if_empty(&ListDifference::there)),
    extra("place", "Where", absent_if_empty(&ListDifference::place)),
    for_scripts("seen_on", "First seen", &ListDifference::seen_on),
    for_scripts("command", "Command",
                [](const DifferenceRow& row) { return Cell::or_absent(row.command); }));

/// A word of a command line as every shell reads it.
std::string shell_word(const std::string& text) {
    constexpr const char* harmless_characters = "abcdefghijklmnopqrstuvwxyz"
                                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@._+-/:";
    if (!text.empty() && text.find_first_not_of(harmless_characters) == std::string::npos) {
        return text;
    }
    return in_single_quotes(text);
}

/// The command that changes what `appoint --from` does not: ends a term that the list lacks, or
/// corrects a name or an address. Empty if there is nothing to change on record.
std::string command_for(const ListDifference& one, const Options& options, Date on) {
    if (!one.person) {
        return "";
    }
    const Person& person = *one.person;
    const std::string who = shell_word(person.email ? person.email->text()
                                                    : fmt::format("{}", person.id.value));
    if (one.side == ListSide::only_here && one.is_term && one.group) {
        return fmt::format("lmsection appoint end {} {} --on {} --reason={}", who,
                           one.group->slug.text(), iso(on),
                           shell_word("not in " + display_name(options.list)));
    }
    if (one.new_name.empty() && one.new_email.empty()) {
        return "";
    }
    std::string command = fmt::format("lmsection person edit {}", who);
    command += one.new_name.empty() ? "" : " --name=" + shell_word(one.new_name);
    command += one.new_email.empty() ? "" : " --email=" + shell_word(one.new_email);
    return command;
}

/// "2 only here, 1 only there, 3 different".
std::string counts_of(const std::vector<ListDifference>& differences) {
    const auto count = [&](ListSide side) {
        return std::ranges::count(differences, side, &ListDifference::side);
    };
    return fmt::format("{} only here, {} only there, {} different", count(ListSide::only_here),
                       count(ListSide::only_there), count(ListSide::different));
}

void say_remembered(Context& context, const Options& options, const app::Remembered& remembered) {
    if (!remembered.first) {
        context.say(fmt::format("The next comparison with --name {} shows only what is new.",
                                shell_word(options.name)));
        return;
    }
    std::string text = remembered.shown_before == 0
                           ? "None of these was shown before"
                           : fmt::format("{} shown before{}", remembered.shown_before,
                                         options.all ? "" : ", listed only with --all");
    if (remembered.resolved > 0) {
        text += fmt::format("; {} shown before {} resolved", remembered.resolved,
                            remembered.resolved == 1 ? "is" : "are");
    }
    context.say(text + ".");
}

/// Lists the differences, and returns whether there are any to list.
bool write_differences(Context& context, const Options& options, Date on,
                       const app::Reconciled& result) {
    const auto writer = difference_columns.writer(context);
    for (const ListDifference& one : result.differences) {
        if (one.is_shown || options.all) {
            const std::string command = command_for(one, options, on);
            writer.row({one, command});
        }
    }
    const bool listed = writer.end() > 0;
    if (!listed) {
        context.explain_empty(result.differences.empty() ? "The roster and the list agree."
                                                         : "Nothing new.");
    }
    return listed;
}

int run_reconcile(Options& options, Context& context) {
    constexpr std::size_t longest_name = 80;
    if (length_of(options.name) > longest_name) {
        throw UsageError{fmt::format("--name has at most {} characters", longest_name),
                         "choose a shorter one"};
    }
    const Date on = options.on.value_or(context.today());
    const std::string bytes = context.read_file(options.list);
    options.query.on = on;
    const auto compare = [&](const app::Session& session) {
        options.query.groups = session.groups_named(options.groups);
        auto result = app::reconcile(session, bytes, display_name(options.list), options.query);
        context.say(result.columns);
        context.say(result.notes);
        context.warn(result.warnings);
        context.say(fmt::format("Compared {} with {} on {}: {}.",
                                counted(result.people_there, "row", "rows"),
                                counted(result.people_here, "person here", "people here"), iso(on),
                                counts_of(result.differences)));
        return result;
    };
    bool differs = false;
    if (options.name.empty()) {
        const auto session = context.reading();
        differs = write_differences(context, options, on, compare(session));
    } else {
        auto session = context.writing();
        auto result = compare(session);
        const auto remembered = app::remember(session, options.name, result);
        differs = write_differences(context, options, on, result);
        say_remembered(context, options, remembered);
        say_dry_run(context);
    }
    if (differs) {
        context.next_step(
            "lmsection reconcile ... --format csv --output differences.csv, and after "
            "a look at it, lmsection appoint --from differences.csv");
    }
    return differs && options.exit_code ? something_due : 0;
}

void declare_reconcile(Arguments& arguments, Options& options) {
    arguments
        .option("LIST", options.list,
                "A roster or a list of members or addresses (xlsx, ods or CSV, in any layout; -: "
                "standard input)")
        .required()
        .not_empty();
    arguments
        .option("--group G", options.groups,
                "Compare this group; may be repeated (default: the groups in the list, or all if "
                "it names none)")
        .once_each();
    arguments.option("--on", options.on, value::day(DayUse::viewed),
                     "Compare with those who serve on this date (default: today)");
    const auto name = arguments
                          .option("--name TEXT", options.name, value::line("name"),
                                  "Remember the answer under this name; the next comparison "
                                  "shows only what is new")
                          .not_empty();
    arguments.flag("--all", options.all, "Also list what was shown before").needs(name);
    arguments.flag("--exit-code", options.exit_code,
                   "Exit with status 1 if a difference is listed");
    add_list_options(arguments, {options.query.map, options.query.ignore, options.query.sheet},
                     "Read a column as this field: --map email=Login");
}

constexpr std::array commands{
    Command{
        .path = "reconcile",
        .area = Area::who_serves,
        .summary = "Compare the roster with another list",
        .examples = "  lmsection reconcile appointments.csv\n"
                    "  lmsection reconcile members.csv --group middle-managers --on 2026-09-01\n"
                    "  lmsection reconcile appointments.csv --name division --exit-code\n"
                    "  lmsection reconcile official.xlsx --format csv --output diff.csv\n",
        .writes = true,
        .set_up = set_up<declare_reconcile, run_reconcile, difference_columns>},
};

}    // namespace
}    // namespace reconcile_command

extern constinit const CommandList reconcile_commands{reconcile_command::commands};

}    // namespace lmsection::cli
