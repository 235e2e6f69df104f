#include "command/appoint_renew.hpp"
#include "command/list_file.hpp"
#include "command/roster_columns.hpp"
#include "command/shared.hpp"
#include "lmsection/app/appointment.hpp"
#include "lmsection/app/leave.hpp"
#include "lmsection/app/reply.hpp"
#include "lmsection/app/roster_file.hpp"
#include "lmsection/base/email_address.hpp"
#include "lmsection/cli/command.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>

namespace lmsection::cli {

namespace appoint_command {
namespace {

struct Options {
    std::string person;
    std::string group;
    std::optional<std::string> from;
    app::RosterFileOptions file;
    std::string bad_file;
    TermRequest term;
    std::optional<std::string> end;    // parsed later: its year depends on the start
    std::string note;
    std::optional<EmailAddress> email;
    bool is_new = false;
    std::string institution;
    bool replace = false;
    PolicyOptions policy;
    std::optional<Date> on;
    std::string reason;
    std::string answer;
    std::optional<Date> day;
    std::optional<Role> role;
    std::optional<std::string> new_note;
    std::optional<Date> last;
    std::optional<std::string> acting;
    std::optional<std::string> why;
};

constexpr const char* known_person_help =
    "Email, id, name, or part of the name; or a term's id, without GROUP";
constexpr const char* group_argument_help = "Group: slug, name, initials, or part of the name";
constexpr const char* optional_group_help = "Group, if the person serves in more than one";

void add_person_and_group(Arguments& arguments, Options& options, const char* person_help,
                          const char* group_help) {
    arguments.option("PERSON", options.person, person_help);
    arguments.option("GROUP", options.group, group_help);
}

/// The options for appointing one person.
std::vector<Argument> add_term_options(Arguments& arguments, Options& options) {
    return {
        arguments.option("--role", options.term.role, value::role(), "{roles} (default: member)"),
        arguments.option("--years", options.term.years, value::term_years(),
                         "Program years: {terms} (default: {usual-terms})"),
        arguments.option("--year", options.term.year, value::program_year(DayUse::planned),
                         "Program year in which it starts (default: the current one from July to "
                         "December, the next one from January)"),
        arguments.option("--start", options.term.start, value::day(DayUse::start),
                         "First day (default: July 1, or today if that has passed)"),
        arguments
            .option("--end", options.end, "Last day (default: June 30 of its last program year)")
            .type_name("DATE"),
        arguments.option("--note", options.note, value::line("note"),
                         "Note to record with the appointment"),
        arguments.option("--email", options.email,
                         value::parsed<EmailAddress>("ADDRESS", EmailAddress::parse),
                         "Address of the person named by PERSON; records someone new"),
        arguments.flag("--new", options.is_new,
                       "Record someone new without an address, unless the name is on record"),
        arguments.option("--institution", options.institution, value::line("institution"),
                         "Where the person works"),
        arguments.flag("--replace", options.replace,
                       "End the person's current term in the group the day before; unless --years, "
                       "--year or --end is given, the new term ends when the old one would have")};
}

/// The options that say how a file is read.
void add_column_options(Arguments& arguments, Options& options, const Argument& from) {
    arguments.option("--map", options.file.map, "Read a column as this field: --map end=Expires")
        .type_name("FIELD=COLUMN")
        .once_each()
        .needs(from);
    arguments.option("--ignore", options.file.ignore, "Ignore a column")
        .type_name("COLUMN")
        .once_each()
        .needs(from);
    arguments
        .option("--sheet", options.file.sheet, "Read only this sheet of a workbook (default: all)")
        .type_name("SHEET")
        .not_empty()
        .needs(from);
}

/// The options for appointing everyone in a file.
void add_file_options(Arguments& arguments, Options& options, const Argument& from) {
    const auto options_of_list = add_list_options(arguments,
                                                  {options.bad_file, options.file.map,
                                                   options.file.ignore, options.file.save_map,
                                                   options.file.sheet},
                                                  "Read a column as this field: --map end=Expires");
    for (const Argument& option : options_of_list) {
        option.needs(from);
    }
    arguments
        .flag("--end-missing", options.file.end_missing,
              "End today the terms of people who are missing from the list, in the groups in it")
        .needs(from)
        .excludes(options_of_list.front());
    arguments
        .flag("--ignore-extra", options.file.ignore_extra,
              "Accept unknown columns in a file with the columns of 'roster'")
        .needs(from);
}

void require_person_and_group(const Options& options, std::string_view command) {
    if (options.person.empty() || options.group.empty()) {
        throw UsageError{fmt::format("{} is missing", options.person.empty() ? "PERSON" : "GROUP"),
                         fmt::format("write 'lmsection {} PERSON GROUP'", command)};
    }
}

/// GROUP is optional, and not needed with a term's id.
void require_person(const Options& options, std::string_view command) {
    if (options.person.empty()) {
        throw UsageError{"PERSON is missing",
                         fmt::format("write 'lmsection {} PERSON [GROUP]'", command)};
    }
}

app::AppointOrder order_of(const Options& options, Context& context) {
    app::AppointOrder order;
    order.person = or_usage(parse_typed_person(options.person));
    if (options.email && order.person.email && order.person.email->key() != options.email->key()) {
        throw UsageError{fmt::format("PERSON has the address {} and --email has {}",
                                     order.person.email->text(), options.email->text()),
                         "give one of them"};
    }
    if (options.email) {
        order.person.email = options.email;
    }
    order.is_new = options.is_new;
    order.group = options.group;
    order.request = options.term;
    if (options.end) {
        order.request.end = day_from(context, *options.end,
                                     options.term.start.value_or(context.today()));
    }
    order.note = options.note;
    order.institution = options.institution;
    order.replace = options.replace;
    return order;
}

int run_appoint_one(const Options& options, Context& context) {
    require_person_and_group(options, "appoint");
    const auto order = order_of(options, context);
    const auto policy = policy_of(options.policy);
    auto session = context.writing();
    const auto result = app::appoint(session, order, policy);
    report_appointed(context, result);
    if (result.known > 0) {
        const auto& [term, person, group] = result.appointed.front();
        say_unchanged(context,
                      fmt::format("{} already serves in {} as {} from {} to {}", person.name,
                                  group.name, word(term.role), iso(term.start), iso(term.end)));
    }
    context.next_step(
        fmt::format("lmsection roster {}", result.appointed.front().group.slug.text()));
    return 0;
}

/// "Missing from this list, and still on record: Ana Diaz (...), ..."
void say_missing(Context& context, const Options& options,
                 const std::vector<std::string>& missing) {
    if (missing.empty()) {
        return;
    }
    constexpr std::size_t most = 20;
    context.say(
        options.file.end_missing
            ? fmt::format("Ended on {}, because they are not in the list:", iso(context.today()))
            : "On record but not in this list; --end-missing ends these terms:");
    for (std::size_t i = 0; i < std::min(missing.size(), most); ++i) {
        context.say("  " + missing[i]);
    }
    if (missing.size() > most) {
        context.say(fmt::format("  and {} more", missing.size() - most));
    }
}

void say_result(Context& context, const Options& options, const app::RosterFileResult& file) {
    for (const std::string& note : file.notes) {
        context.say(note);
    }
    context.warn(file.warnings);
    for (const std::string& change : file.changes) {
        context.say(fmt::format("Changed: {}.", change));
    }
    say_missing(context, options, file.missing);
    for (const Fault& fault : file.bad) {
        context.warn(fault.text());
    }
    std::string summary = fmt::format("{} appointed", file.added);
    summary += file.changed > 0 ? fmt::format(", {} changed", file.changed) : "";
    summary += file.known > 0 ? fmt::format(", {} already on record", file.known) : "";
    summary += file.bad_rows > 0
                   ? fmt::format(", {} not recorded ({})", file.bad_rows, options.bad_file)
                   : "";
    context.say(summary + ".");
}

int run_appoint_many(Options options, Context& context) {
    if (!options.person.empty()) {
        throw UsageError{"PERSON and --from cannot be combined", "name either a person or a file"};
    }
    options.file.skip_bad = !options.bad_file.empty();
    check_bad_file(options.bad_file, *options.from, context);
    const auto policy = policy_of(options.policy);
    const std::string bytes = context.read_file(*options.from);
    auto session = context.writing();
    std::vector<app::Appointed> appointed;    // shown after all are recorded
    app::RosterFileReport report;
    report.columns = [&](const std::vector<std::string>& lines) {
        for (const std::string& line : lines) {
            context.say(line);
        }
    };
    report.appointed = [&](const auto&... one) {
        if (context.shows_rows()) {
            appointed.push_back({one...});
        }
    };
    report.bad_rows = writer_of_bad_rows(options.bad_file, context);
    const auto file = app::appoint_from(session, bytes, display_name(*options.from), options.file,
                                        policy, report);
    say_result(context, options, file);
    if (context.shows_rows()) {
        write_appointed(context, appointed);
    }
    say_dry_run(context);
    context.next_step("lmsection check");
    return 0;
}

Runner set_up_appoint(Arguments& arguments) {
    arguments.prints(roster_columns);
    auto options = options_of<Options>();
    add_person_and_group(arguments, *options,
                         "Email, id, name, or \"Full Name <name@lib.example>\" for someone new",
                         group_argument_help);
    const auto from = arguments
                          .option("--from", options->from,
                                  "Appoint everyone in a roster (xlsx, ods or CSV, in any "
                                  "layout), all or none (-: standard input)")
                          .type_name("FILE")
                          .not_empty();
    add_file_options(arguments, *options, from);
    for (const Argument option : add_term_options(arguments, *options)) {
        from.excludes(option);    // the file has columns for these
    }
    add_policy_options(arguments, options->policy);
    return [options](Context& context) {
        return options->from ? run_appoint_many(*options, context)
                             : run_appoint_one(*options, context);
    };
}

Runner set_up_appoint_end(Arguments& arguments) {
    arguments.prints(roster_columns);
    auto options = options_of<Options>();
    add_person_and_group(arguments, *options, known_person_help, optional_group_help);
    arguments.option("--on", options->on, value::day(DayUse::either),
                     "Last day of service (default: today)");
    arguments.option("--reason", options->reason, value::line("reason"), "The reason to record");
    add_policy_options(arguments, options->policy);
    return [options](Context& context) {
        require_person(*options, "appoint end");
        const Date on = options->on.value_or(context.today());
        auto session = context.writing();
        const auto result = app::end_term(session, options->person, options->group, options->on,
                                          options->reason, policy_of(options->policy));
        report_appointed(context, result);
        if (result.known > 0) {
            say_unchanged(context, fmt::format("The term already ends on {}", iso(on)));
        }
        context.next_step(fmt::format("lmsection roster {} --vacancies",
                                      result.appointed.front().group.slug.text()));
        return 0;
    };
}

int run_edit_term(const Options& options, Context& context) {
    require_person(options, "appoint edit");
    if (options.reason.empty()) {
        throw UsageError{"--reason is missing",
                         "say why the record is corrected, with --reason TEXT"};
    }
    const app::TermEdit edit{.role = options.role,
                             .years = options.term.years,
                             .start = options.term.start,
                             .end = options.last,
                             .note = options.new_note};
    require_a_change(edit.role || edit.years || edit.start || edit.end || edit.note,
                     "--start, --end, --role, --years or --note");
    auto session = context.writing();
    const auto edited = app::edit_term(
        session, {.person = options.person, .group = options.group, .day = options.day}, edit,
        policy_of(options.policy));
    context.warn(edited.warnings);
    write_appointed(context, std::array{edited.term});
    const Appointment& before = edited.before;
    const auto& [now, person, group] = edited.term;
    ChangedFields changed;
    changed.field("role", word(before.role), word(now.role));
    changed.field("start", iso(before.start), iso(now.start));
    changed.field("end", iso(before.end), iso(now.end));
    changed.field("years", fmt::to_string(before.years), fmt::to_string(now.years));
    changed.field("note", before.note, now.note);
    changed.field("reason of the early end", before.end_reason, now.end_reason);
    changed.say(context);
    say_dry_run(context);
    context.next_step(fmt::format("lmsection person show {}", app::argument_for(session, person)));
    return 0;
}

Runner set_up_appoint_edit(Arguments& arguments) {
    arguments.prints(roster_columns);
    auto options = options_of<Options>();
    add_person_and_group(arguments, *options, known_person_help, optional_group_help);
    arguments.option("--reason", options->reason, value::reason("--reason"),
                     "Why the record is corrected; the history keeps it");
    arguments.option("--term", options->day, value::day(DayUse::either),
                     "A day in the term, if the person has or had several in the group");
    arguments.option("--start", options->term.start, value::day(DayUse::either), "New first day");
    arguments.option("--end", options->last, value::day(DayUse::either), "New last day");
    arguments.option("--role", options->role, value::role(), "New role: {roles}");
    arguments.option("--years", options->term.years, value::term_years(),
                     "New number of program years; without --end, the term ends accordingly");
    arguments.option("--note", options->new_note, value::line("note"),
                     "New note (\"\" removes it)");
    add_policy_options(arguments, options->policy);
    return [options](Context& context) { return run_edit_term(*options, context); };
}

/// "from January 10, 2027 to March 31, 2027; acting: Bo Long"
std::string days_and_acting(const app::Session& session, const Leave& leave) {
    return fmt::format(
        "from {} to {}{}", written(leave.start), written(leave.end),
        leave.acting ? fmt::format("; acting: {}", app::name_of(session, *leave.acting)) : "");
}

/// Shows the term and says what became of its leave.
void report_leave(Context& context, const app::Session& session, const app::LeaveResult& result) {
    context.warn(result.warnings);
    write_appointed(context, std::array{result.term});
    const auto& [term, person, group] = result.term;
    const std::string who = fmt::format("{}, {} of {},", person.name, word(term.role), group.name);
    const std::string days = result.leave ? days_and_acting(session, *result.leave) : "";
    if (!result.leave) {
        std::string planned;
        for (const Leave& leave : term.leaves) {
            planned += fmt::format("; a leave is recorded {} (--on {} removes it)",
                                   days_and_acting(session, leave), iso(leave.start));
        }
        say_unchanged(context, fmt::format("{} is not on leave then{}", who, planned));
    } else if (result.known) {
        say_unchanged(context, fmt::format("{} is already on leave {}", who, days));
    } else if (result.removed) {
        context.say(fmt::format("{} does not go on leave: the leave {} is removed.", who, days));
    } else {
        context.say(fmt::format("{} is on leave {}.", who, days));
    }
    if (result.before && !result.known && !result.removed) {
        context.say(
            fmt::format("Before, the leave was {}.", days_and_acting(session, *result.before)));
    }
    say_dry_run(context);
    context.next_step(fmt::format("lmsection roster {}", group.slug.text()));
}

Runner set_up_appoint_leave(Arguments& arguments) {
    arguments.prints(roster_columns);
    auto options = options_of<Options>();
    add_person_and_group(arguments, *options, known_person_help, optional_group_help);
    arguments.option(
        "--start", options->term.start, value::day(DayUse::either),
        "First day away (default: today, or that of the leave that runs today); that of a "
        "leave on record changes it");
    arguments.option("--end", options->last, value::day(DayUse::planned), "Last day away");
    arguments
        .option("--acting", options->acting,
                "Who leads the group in the meantime (\"\" for no one)")
        .type_name("PERSON");
    arguments.option("--reason", options->why, value::line("reason"), "The reason to record");
    return [options](Context& context) {
        require_person(*options, "appoint leave");
        auto session = context.writing();
        const auto result = app::record_leave(session, {.person = options->person,
                                                        .group = options->group,
                                                        .start = options->term.start,
                                                        .end = options->last,
                                                        .acting = options->acting,
                                                        .reason = options->why});
        report_leave(context, session, result);
        return 0;
    };
}

Runner set_up_appoint_return(Arguments& arguments) {
    arguments.prints(roster_columns);
    auto options = options_of<Options>();
    add_person_and_group(arguments, *options, known_person_help, optional_group_help);
    arguments.option("--on", options->on, value::day(DayUse::either),
                     "First day back (default: today)");
    return [options](Context& context) {
        require_person(*options, "appoint return");
        auto session = context.writing();
        report_leave(context, session,
                     app::end_leave(session, options->person, options->group,
                                    options->on.value_or(context.today())));
        return 0;
    };
}

/// Shows the terms, and says what was recorded.
void report_replies(Context& context, const std::vector<app::Replied>& replies) {
    const auto writer = ending_columns.writer(context);
    for (const app::Replied& replied : replies) {
        write_term(writer, replied.term);
    }
    writer.end();
}

int run_reply(const Options& options, Context& context) {
    require_person(options, "appoint reply");
    // GROUP is optional, so the second argument may be the answer.
    const bool has_group = !options.answer.empty();
    const std::string& answer = has_group ? options.answer : options.group;
    if (answer.empty()) {
        throw UsageError{"the answer is missing",
                         "write 'lmsection appoint reply PERSON [GROUP] yes', no or later"};
    }
    const Reply reply = or_usage(parse_reply(answer));
    const Date on = options.on.value_or(context.today());
    warn_of_future(context, "the answer", on);
    auto session = context.writing();
    const auto replied = app::record_reply(session, options.person, has_group ? options.group : "",
                                           reply, on);
    report_replies(context, {replied});
    const auto& [term, person, group] = replied.term;
    if (replied.known) {
        say_unchanged(context, fmt::format("{} already answered {} for {} on {}", person.name,
                                           word(reply), group.name, iso(*term.reply_on)));
    } else {
        context.did(fmt::format("{} answered {} for {}, where the term ends on {}.{}", person.name,
                                word(reply), group.name, written(term.end),
                                replied.before == Reply::none
                                    ? ""
                                    : fmt::format(" The answer before was {}, on {}.",
                                                  word(replied.before), iso(*replied.before_on))));
    }
    say_dry_run(context);
    context.next_step(reply == Reply::yes
                          ? fmt::format("lmsection appoint renew {} {}",
                                        app::argument_for(session, person), group.slug.text())
                          : "lmsection roster --ending");
    return 0;
}

int run_replies(const Options& options, Context& context) {
    if (!options.person.empty()) {
        throw UsageError{"PERSON and --from cannot be combined", "name either a person or a file"};
    }
    const Date on = options.on.value_or(context.today());
    warn_of_future(context, "the answers", on);
    const std::string bytes = context.read_file(*options.from);
    auto session = context.writing();
    const auto result = app::record_replies_from(session,
                                                 {.bytes = bytes,
                                                  .name = display_name(*options.from),
                                                  .map = options.file.map,
                                                  .ignore = options.file.ignore,
                                                  .sheet = options.file.sheet},
                                                 on);
    for (const auto* lines : {&result.columns, &result.notes}) {
        for (const std::string& line : *lines) {
            context.say(line);
        }
    }
    if (context.shows_rows()) {
        report_replies(context, result.replies);
    }
    std::array<std::size_t, 4> count{};
    std::size_t known = 0;
    for (const app::Replied& replied : result.replies) {
        ++count.at(static_cast<std::size_t>(replied.term.appointment.reply));
        known += replied.known ? 1 : 0;
    }
    context.say(fmt::format(
        "{} yes, {} no, {} later{}{}.", count[1], count[2], count[3],
        known > 0 ? fmt::format("; {} already on record", known) : "",
        result.unanswered > 0 ? fmt::format("; {} without an answer", result.unanswered) : ""));
    say_dry_run(context);
    context.next_step("lmsection roster --ending");
    return 0;
}

Runner set_up_appoint_reply(Arguments& arguments) {
    arguments.prints(ending_columns);
    auto options = options_of<Options>();
    add_person_and_group(arguments, *options, known_person_help, optional_group_help);
    arguments.option("ANSWER", options->answer,
                     "Whether the person will serve another term: yes, no or later");
    const auto from = arguments
                          .option("--from", options->from,
                                  "Record every answer in a list (xlsx, ods or CSV) with columns "
                                  "for person, group and answer, such as 'roster --ending' writes; "
                                  "all or none (-: standard input)")
                          .type_name("FILE")
                          .not_empty();
    add_column_options(arguments, *options, from);
    arguments.option("--on", options->on, value::day(DayUse::done),
                     "Date of the answer (default: today)");
    return [options](Context& context) {
        return options->from ? run_replies(*options, context) : run_reply(*options, context);
    };
}

constexpr std::array commands{
    Command{
        .path = "appoint",
        .area = Area::who_serves,
        .summary = "Appoint a person to a group",
        .examples = "  lmsection appoint \"Ana Diaz <ana@lib.example>\" management-best-practices\n"
                    "  lmsection appoint ana@lib.example middle-managers --role chair --year 2027\n"
                    "  lmsection appoint --from appointments.csv --dry-run\n"
                    "  lmsection appoint \"Hollis Trevannion\" middle-managers --dry-run\n",
        .writes = true,
        .set_up = set_up_appoint,
        .usage = "PERSON GROUP [OPTIONS]\n"
                 "--from FILE [OPTIONS]\n"},
    Command{.path = "appoint end",
            .area = Area::who_serves,
            .summary = "End a person's term early",
            .examples = "  lmsection appoint end ana@lib.example middle-managers --on 2027-01-31 "
                        "--reason \"new job\"\n"
                        "  lmsection appoint end emeka --on 2026-12-31\n"
                        "  lmsection appoint end vikram new-leaders-and-managers --dry-run\n",
            .writes = true,
            .set_up = set_up_appoint_end,
            .usage = "PERSON [GROUP] [OPTIONS]\n"},
    Command{.path = "appoint renew",
            .area = Area::who_serves,
            .summary = "Appoint a person again, or all who said yes",
            .examples = "  lmsection appoint renew ana@lib.example middle-managers --years 1\n"
                        "  lmsection appoint renew corinne management-best-practices\n"
                        "  lmsection appoint renew aurelio consortium-management --dry-run\n"
                        "  lmsection appoint renew --ending --dry-run\n"
                        "  lmsection appoint renew --ending --group middle-managers --all\n",
            .writes = true,
            .set_up = set_up_appoint_renew,
            .usage = "PERSON [GROUP] [OPTIONS]\n"
                     "--ending [OPTIONS]\n"
                     "--from FILE [OPTIONS]\n"},
    Command{
        .path = "appoint edit",
        .area = Area::who_serves,
        .summary = "Correct a term on record",
        .examples = "  lmsection appoint edit emeka management-best-practices --term 2026-08-01 "
                    "--note \"leads the survey\" --reason \"was left out\"\n"
                    "  lmsection appoint edit vikram new-leaders-and-managers --term 2026-08-01 "
                    "--start 2026-08-01 --reason \"began in August\"\n"
                    "  lmsection appoint edit ana@lib.example middle-managers --term 2025-07-01 "
                    "--role chair --reason \"she chaired\"\n",
        .writes = true,
        .set_up = set_up_appoint_edit,
        .usage = "PERSON [GROUP] --reason TEXT [OPTIONS]\n"},
    Command{
        .path = "appoint leave",
        .area = Area::who_serves,
        .summary = "Record a leave, and who leads in the meantime",
        .examples = "  lmsection appoint leave emeka --start 2027-01-04 --end 2027-03-31\n"
                    "  lmsection appoint leave vikram new-leaders-and-managers --end 2027-02-28 "
                    "--acting augustine --reason \"family leave\"\n"
                    "  lmsection appoint leave ana@lib.example middle-managers --end +60d\n",
        .writes = true,
        .set_up = set_up_appoint_leave,
        .usage = "PERSON [GROUP] --end DATE [OPTIONS]\n"},
    Command{.path = "appoint return",
            .area = Area::who_serves,
            .summary = "End a leave, or remove one that did not begin",
            .examples = "  lmsection appoint return ana@lib.example middle-managers\n"
                        "  lmsection appoint return vikram new-leaders-and-managers\n"
                        "  lmsection appoint return emeka --on 2027-03-01\n",
            .writes = true,
            .set_up = set_up_appoint_return,
            .usage = "PERSON [GROUP] [OPTIONS]\n"},
    Command{.path = "appoint reply",
            .area = Area::who_serves,
            .summary = "Record whether someone will serve another term",
            .examples = "  lmsection appoint reply ana@lib.example middle-managers yes\n"
                        "  lmsection appoint reply vikram new-leaders-and-managers later\n"
                        "  lmsection appoint reply emeka no --dry-run\n"
                        "  lmsection appoint reply --from answers.csv --dry-run\n",
            .writes = true,
            .set_up = set_up_appoint_reply,
            .usage = "PERSON [GROUP] yes|no|later [OPTIONS]\n"
                     "--from FILE [OPTIONS]\n"},
};

}    // namespace
}    // namespace appoint_command

extern constinit const CommandList appoint_commands{appoint_command::commands};

}    // namespace lmsection::cli
