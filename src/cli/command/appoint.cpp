#include "command/appoint_renew.hpp"
#include "command/list_file.hpp"
#include "command/roster_columns.hpp"
#include "command/shared.hpp"
#include "lmsection/app/leave.hpp"
#include "lmsection/app/reply.hpp"
#include "lmsection/app/roster_file.hpp"
#include "lmsection/base/email_address.hpp"

namespace lmsection::cli {

namespace appoint_command {
namespace {

struct AppointOptions {
    std::string person;
    std::optional<EmailAddress> email;
    app::AppointOrder order;
    std::optional<std::string> end;    // parsed later: its year depends on the start
    std::optional<std::string> from;
    app::RosterFileOptions file;
    std::string bad_file;
    app::OverridePolicy policy;
};

/// The options of the commands about a term on record.
struct TermOptions {
    std::string person;
    std::string group;
    std::optional<Date> on;
    std::string reason;
    app::OverridePolicy policy;
};

struct EditOptions {
    app::TermChoice term;
    app::TermEdit edit;
    std::string reason;
    app::OverridePolicy policy;
};

struct ReplyOptions {
    std::string person;
    std::string group;
    std::string answer;
    std::optional<Date> on;
    std::optional<std::string> from;
    app::RosterFileOptions file;
};

void add_term_arguments(Arguments& arguments, std::string& person, std::string& group) {
    arguments.option("PERSON", person,
                     "Email, id, name, or part of the name; or a term's id, without GROUP");
    arguments.option("GROUP", group, "Group, if the person serves in more than one");
}

/// The options for appointing one person.
std::vector<Argument> add_term_options(Arguments& arguments, AppointOptions& options) {
    app::AppointOrder& order = options.order;
    return {
        arguments.option("--role", order.request.role, value::role(), "{roles} (default: member)"),
        arguments.option("--years", order.request.years, value::term_years(),
                         "Program years: {terms} (default: {usual-terms})"),
        arguments.option("--year", order.request.year, value::program_year(DayUse::planned),
                         "Program year in which it starts (default: the current one from July to "
                         "December, the next one from January)"),
        arguments.option("--start", order.request.start, value::day(DayUse::start),
                         "First day (default: July 1, or today if that has passed)"),
        arguments.option("--end DATE", options.end,
                         "Last day (default: June 30 of its last program year)"),
        arguments.option("--note", order.note, value::line("note"),
                         "Note to record with the appointment"),
        arguments.option("--email", options.email,
                         value::parsed<EmailAddress>("ADDRESS", EmailAddress::parse),
                         "Address of the person named by PERSON; records someone new"),
        arguments.flag("--new", order.is_new,
                       "Record someone new without an address, unless the name is on record"),
        arguments.option("--institution", order.institution, value::line("institution"),
                         "Where the person works"),
        arguments.flag("--replace", order.replace,
                       "End the person's current term in the group the day before; unless --years, "
                       "--year or --end is given, the new term ends when the old one would have")};
}

constexpr std::string_view map_help = "Read a column as this field: --map end=Expires";

/// The options for appointing everyone in a file.
void add_file_options(Arguments& arguments, AppointOptions& options, const Argument& from) {
    const auto options_of_list = add_list_options(arguments,
                                                  {options.file.map, options.file.ignore,
                                                   options.file.sheet, &options.file.save_map,
                                                   &options.bad_file},
                                                  map_help);
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

/// GROUP is optional, and not needed with a term's id.
void require_person(const std::string& person, std::string_view command) {
    if (person.empty()) {
        throw UsageError{"PERSON is missing",
                         fmt::format("write 'lmsection {} PERSON [GROUP]'", command)};
    }
}

app::AppointOrder order_of(const AppointOptions& options, Context& context) {
    app::AppointOrder order = options.order;
    order.person = or_usage(parse_typed_person(options.person));
    if (options.email && order.person.email && order.person.email->key() != options.email->key()) {
        throw UsageError{fmt::format("PERSON has the address {} and --email has {}",
                                     order.person.email->text(), options.email->text()),
                         "give one of them"};
    }
    if (options.email) {
        order.person.email = options.email;
    }
    if (options.end) {
        order.request.end = day_from(context, *options.end,
                                     order.request.start.value_or(context.today()));
    }
    return order;
}

void run_appoint_one(const AppointOptions& options, Context& context) {
    if (options.person.empty() || options.order.group.empty()) {
        throw UsageError{fmt::format("{} is missing", options.person.empty() ? "PERSON" : "GROUP"),
                         "write 'lmsection appoint PERSON GROUP'"};
    }
    const auto order = order_of(options, context);
    auto session = context.writing();
    const auto result = app::appoint(session, order, options.policy);
    report_appointed(context, result);
    if (result.known > 0) {
        const auto& [term, person, group] = result.appointed.front();
        say_unchanged(context,
                      fmt::format("{} already serves in {} as {} from {} to {}", person.name,
                                  group.name, word(term.role), iso(term.start), iso(term.end)));
    }
    context.next_step(
        fmt::format("lmsection roster {}", result.appointed.front().group.slug.text()));
}

/// "Missing from this list, and still on record: Ana Diaz (...), ..."
void say_missing(Context& context, const AppointOptions& options,
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

void say_result(Context& context, const AppointOptions& options,
                const app::RosterFileResult& file) {
    context.say(file.notes);
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

void run_appoint_many(AppointOptions& options, Context& context) {
    if (!options.person.empty()) {
        throw UsageError{"PERSON and --from cannot be combined", "name either a person or a file"};
    }
    options.file.skip_bad = !options.bad_file.empty();
    check_bad_file(options.bad_file, *options.from, context);
    const std::string bytes = context.read_file(*options.from);
    auto session = context.writing();
    std::vector<app::Appointed> appointed;    // shown after all are recorded
    app::RosterFileReport report;
    report.columns = [&](const std::vector<std::string>& lines) { context.say(lines); };
    report.appointed = [&](const auto&... one) {
        if (context.shows_rows()) {
            appointed.push_back({one...});
        }
    };
    report.bad_rows = writer_of_bad_rows(options.bad_file, context);
    const auto file = app::appoint_from(session, bytes, display_name(*options.from), options.file,
                                        options.policy, report);
    say_result(context, options, file);
    if (context.shows_rows()) {
        write_appointed(context, appointed);
    }
    conclude(context, "lmsection check");
}

void run_appoint(AppointOptions& options, Context& context) {
    return options.from ? run_appoint_many(options, context) : run_appoint_one(options, context);
}

void declare_appoint(Arguments& arguments, AppointOptions& options) {
    arguments.option("PERSON", options.person,
                     "Email, id, name, or \"Full Name <name@lib.example>\" for someone new");
    arguments.option("GROUP", options.order.group,
                     "Group: slug, name, initials, or part of the name");
    const auto from = arguments
                          .option("--from FILE", options.from,
                                  "Appoint everyone in a roster (xlsx, ods or CSV, in any "
                                  "layout), all or none (-: standard input)")
                          .not_empty();
    add_file_options(arguments, options, from);
    for (const Argument option : add_term_options(arguments, options)) {
        from.excludes(option);    // the file has columns for these
    }
    add_policy_options(arguments, options.policy);
}

void run_end(const TermOptions& options, Context& context) {
    require_person(options.person, "appoint end");
    const Date on = options.on.value_or(context.today());
    auto session = context.writing();
    const auto result = app::end_term(session, options.person, options.group, options.on,
                                      options.reason, options.policy);
    report_appointed(context, result);
    if (result.known > 0) {
        say_unchanged(context, fmt::format("The term already ends on {}", iso(on)));
    }
    context.next_step(
        fmt::format("lmsection roster {} --vacancies", result.appointed.front().group.slug.text()));
}

void declare_end(Arguments& arguments, TermOptions& options) {
    add_term_arguments(arguments, options.person, options.group);
    arguments.option("--on", options.on, value::day(DayUse::either),
                     "Last day of service (default: today)");
    arguments.option("--reason", options.reason, value::line("reason"), "The reason to record");
    add_policy_options(arguments, options.policy);
}

void run_edit(const EditOptions& options, Context& context) {
    require_person(options.term.person, "appoint edit");
    if (options.reason.empty()) {
        throw UsageError{"--reason is missing",
                         "say why the record is corrected, with --reason TEXT"};
    }
    const app::TermEdit& edit = options.edit;
    require_a_change(edit.role || edit.years || edit.start || edit.end || edit.note,
                     "--start, --end, --role, --years or --note");
    auto session = context.writing();
    const auto edited = app::edit_term(session, options.term, edit, options.policy);
    context.warn(edited.warnings);
    write_appointed(context, std::array{edited.term});
    const Appointment& before = edited.before;
    const auto& [now, person, group] = edited.term;
    say_changes(context, {{"role", word(before.role), word(now.role)},
                          {"start", iso(before.start), iso(now.start)},
                          {"end", iso(before.end), iso(now.end)},
                          {"years", fmt::to_string(before.years), fmt::to_string(now.years)},
                          {"note", before.note, now.note},
                          {"reason of the early end", before.end_reason, now.end_reason}});
    conclude(context, fmt::format("lmsection person show {}", app::argument_for(session, person)));
}

void declare_edit(Arguments& arguments, EditOptions& options) {
    add_term_arguments(arguments, options.term.person, options.term.group);
    arguments.option("--reason", options.reason, value::reason("--reason"),
                     "Why the record is corrected; the history keeps it");
    arguments.option("--term", options.term.day, value::day(DayUse::either),
                     "A day in the term, if the person has or had several in the group");
    arguments.option("--start", options.edit.start, value::day(DayUse::either), "New first day");
    arguments.option("--end", options.edit.end, value::day(DayUse::either), "New last day");
    arguments.option("--role", options.edit.role, value::role(), "New role: {roles}");
    arguments.option("--years", options.edit.years, value::term_years(),
                     "New number of program years; without --end, the term ends accordingly");
    arguments.option("--note", options.edit.note, value::line("note"),
                     "New note (\"\" removes it)");
    add_policy_options(arguments, options.policy);
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
    conclude(context, fmt::format("lmsection roster {}", group.slug.text()));
}

void run_leave(const app::LeaveOrder& order, Context& context) {
    require_person(order.person, "appoint leave");
    auto session = context.writing();
    report_leave(context, session, app::record_leave(session, order));
}

void declare_leave(Arguments& arguments, app::LeaveOrder& order) {
    add_term_arguments(arguments, order.person, order.group);
    arguments.option(
        "--start", order.start, value::day(DayUse::either),
        "First day away (default: today, or that of the leave that runs today); that of a "
        "leave on record changes it");
    arguments.option("--end", order.end, value::day(DayUse::planned), "Last day away");
    arguments.option("--acting PERSON", order.acting,
                     "Who leads the group in the meantime (\"\" for no one)");
    arguments.option("--reason", order.reason, value::line("reason"), "The reason to record");
}

void run_return(const TermOptions& options, Context& context) {
    require_person(options.person, "appoint return");
    auto session = context.writing();
    report_leave(context, session,
                 app::end_leave(session, options.person, options.group,
                                options.on.value_or(context.today())));
}

void declare_return(Arguments& arguments, TermOptions& options) {
    add_term_arguments(arguments, options.person, options.group);
    arguments.option("--on", options.on, value::day(DayUse::either),
                     "First day back (default: today)");
}

void write_replies(Context& context, const std::vector<app::Replied>& replies) {
    const auto writer = ending_columns.writer(context);
    for (const app::Replied& replied : replies) {
        write_term(writer, replied.term);
    }
    writer.end();
}

void run_one_reply(const ReplyOptions& options, Context& context) {
    require_person(options.person, "appoint reply");
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
    write_replies(context, {replied});
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
    conclude(context, reply == Reply::yes
                          ? fmt::format("lmsection appoint renew {} {}",
                                        app::argument_for(session, person), group.slug.text())
                          : "lmsection roster --ending");
}

void run_replies(const ReplyOptions& options, Context& context) {
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
    context.say(result.columns);
    context.say(result.notes);
    if (context.shows_rows()) {
        write_replies(context, result.replies);
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
    conclude(context, "lmsection roster --ending");
}

void run_reply(const ReplyOptions& options, Context& context) {
    return options.from ? run_replies(options, context) : run_one_reply(options, context);
}

void declare_reply(Arguments& arguments, ReplyOptions& options) {
    add_term_arguments(arguments, options.person, options.group);
    arguments.option("ANSWER", options.answer,
                     "Whether the person will serve another term: yes, no or later");
    const auto from = arguments
                          .option("--from FILE", options.from,
                                  "Record every answer in a list (xlsx, ods or CSV) with columns "
                                  "for person, group and answer, such as 'roster --ending' writes; "
                                  "all or none (-: standard input)")
                          .not_empty();
    for (const Argument& option : add_list_options(
             arguments, {options.file.map, options.file.ignore, options.file.sheet}, map_help)) {
        option.needs(from);
    }
    arguments.option("--on", options.on, value::day(DayUse::done),
                     "Date of the answer (default: today)");
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
        .set_up = set_up<declare_appoint, run_appoint, roster_columns>,
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
            .set_up = set_up<declare_end, run_end, roster_columns>,
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
        .set_up = set_up<declare_edit, run_edit, roster_columns>,
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
        .set_up = set_up<declare_leave, run_leave, roster_columns>,
        .usage = "PERSON [GROUP] --end DATE [OPTIONS]\n"},
    Command{.path = "appoint return",
            .area = Area::who_serves,
            .summary = "End a leave, or remove one that did not begin",
            .examples = "  lmsection appoint return ana@lib.example middle-managers\n"
                        "  lmsection appoint return vikram new-leaders-and-managers\n"
                        "  lmsection appoint return emeka --on 2027-03-01\n",
            .writes = true,
            .set_up = set_up<declare_return, run_return, roster_columns>,
            .usage = "PERSON [GROUP] [OPTIONS]\n"},
    Command{.path = "appoint reply",
            .area = Area::who_serves,
            .summary = "Record whether someone will serve another term",
            .examples = "  lmsection appoint reply ana@lib.example middle-managers yes\n"
                        "  lmsection appoint reply vikram new-leaders-and-managers later\n"
                        "  lmsection appoint reply emeka no --dry-run\n"
                        "  lmsection appoint reply --from answers.csv --dry-run\n",
            .writes = true,
            .set_up = set_up<declare_reply, run_reply, ending_columns>,
            .usage = "PERSON [GROUP] yes|no|later [OPTIONS]\n"
                     "--from FILE [OPTIONS]\n"},
};

}    // namespace
}    // namespace appoint_command

extern constinit const CommandList appoint_commands{appoint_command::commands};

}    // namespace lmsection::cli
