#include "lmsection/app/program.hpp"
#include "command/shared.hpp"
#include "lmsection/app/program_import.hpp"
#include "prose.hpp"

namespace lmsection::cli {

namespace program_command {
namespace {

struct Options {
    std::string program;          ///< TITLE or PROGRAM
    app::ProgramFields fields;    ///< of the program; for `list` and `carry`, too
    ProgramStatus step{};         ///< that the command records, of several alike
    std::optional<ProgramStatus> status;
    std::optional<Date> on;
    std::string name;    ///< of a speaker
    std::vector<std::string> speakers;
    std::optional<int> stipend;
    std::optional<std::string> from;
    bool ignore_extra = false;
    bool all = false;
    app::OverridePolicy policy;
};

Tone tone_of(ProgramStatus status) {
    switch (status) {
    case ProgramStatus::draft: return Tone::attention;
    case ProgramStatus::submitted: return Tone::plain;
    case ProgramStatus::accepted: return Tone::good;
    case ProgramStatus::declined: return Tone::bad;
    case ProgramStatus::carried:
    case ProgramStatus::withdrawn: return Tone::faint;
    }
    return Tone::plain;
}

std::string names_of(const std::vector<Speaker>& speakers) {
    std::vector<std::string_view> names;
    for (const Speaker& speaker : speakers) {
        names.push_back(speaker.name);
    }
    return fmt::format("{}", fmt::join(names, "; "));
}

/// A program, of a section.
struct ProgramRow {
    const store::ListedProgram& listed;
    const app::Session& session;

    [[nodiscard]] const Program& program() const { return listed.program; }
    const Program& operator*() const { return program(); }
    /// The group that proposes it; null where none does.
    [[nodiscard]] const Group* group() const { return group_of(session, program().group); }
};

constexpr auto program_columns = columns_of<ProgramRow>(
    for_scripts("id", "Id", &Program::id), essential("title", "Title", &Program::title),
    for_scripts("venue", "Venue", &Program::venue),
    only_for_people("venue_title", "Venue",
                    [](const ProgramRow& row) {
                        return app::venue_of(row.session, row.program()).title;
                    }),
    extra("year", "Year", [](const ProgramRow& row) { return row.program().year.starting(); }),
    for_scripts("group_slug", "Group",
                [](const ProgramRow& row) { return slug_cell(row.group()); }),
    useful("group", "Group", [](const ProgramRow& row) { return name_cell(row.group()); }),
    essential("status", "Status",
              [](const ProgramRow& row) { return state_cell(row.program().status, tone_of); }),
    useful("submitted_on", "Submitted",
           [](const ProgramRow& row) { return row.listed.submitted_on; }),
    useful("speakers", "Speakers",
           [](const ProgramRow& row) { return text_or_absent(names_of(row.listed.speakers)); }),
    for_scripts("paid_speakers", "Paid",
                [](const ProgramRow& row) { return paid_speakers(row.listed.speakers); }),
    extra("stipends", "Stipends",
          [](const ProgramRow& row) { return stipends(row.listed.speakers); }),
    for_scripts("carried_from", "From", &Program::carried_from),
    for_scripts("note", "Note", absent_if_empty(&Program::note)),
    extra("type", "Type", [](const ProgramRow& row) {
        const Program& program = row.program();
        return text_or_absent(type_of(program.venue, program.type, row.session.handbook()));
    }));

void write_result(Context& context, const app::Session& session, const app::ProgramResult& result) {
    context.warn(result.warnings);
    program_columns.write(context, result.programs, [&](const auto& listed) {
        return ProgramRow{listed, session};
    });
    if (result.known == result.programs.size() && result.known > 0) {
        say_unchanged(context, "Already on record");
    } else if (result.programs.size() == 1) {
        const Program& program = result.programs.front().program;
        context.did(fmt::format("{} is recorded as {} for {} in {}.", in_quotes(program.title),
                                word(program.status), app::venue_of(session, program).title,
                                program.year.label()));
    }
}

void report(Context& context, const app::Session& session, const app::ProgramResult& result) {
    write_result(context, session, result);
    say_dry_run(context);
}

/// The argument for this program in the next command.
std::string named(const app::Session& session, const app::ProgramResult& result) {
    const Program& program = result.programs.front().program;
    int others = 0;
    store::each_program(session.database(), {}, [&](const store::ListedProgram& listed) {
        others += listed.program.id != program.id &&
                          listed.program.status != ProgramStatus::carried &&
                          folded(listed.program.title) == folded(program.title)
                      ? 1
                      : 0;
    });
    return others == 0 && program.title.find_first_of("\"$`\\!") == std::string::npos
               ? fmt::format("\"{}\"", program.title)
               : fmt::format("{}", program.id.value);
}

/// Parses one speaker. Refuses several in one argument, which would become one person.
TypedPerson speaker_of(const std::string& typed) {
    if (typed.find(';') != std::string::npos) {
        throw UsageError{fmt::format("{} names more than one speaker", in_quotes(typed)),
                         "give each speaker separately"};
    }
    return or_usage(parse_typed_person(typed));
}

bool changes_anything(const app::ProgramFields& fields) {
    return fields.title || fields.venue || fields.group || fields.year || fields.note ||
           fields.type;
}

app::ProgramOrder order_of(const Options& options) {
    app::ProgramOrder order;
    order.title = or_usage(parse_title(options.program));
    if (!options.fields.venue) {
        throw UsageError{"--venue is missing", "see 'lmsection program add --help' for the venues"};
    }
    order.venue = *options.fields.venue;
    order.type = options.fields.type;
    order.group = options.fields.group;
    order.year = options.fields.year;
    for (const std::string& speaker : options.speakers) {
        order.speakers.push_back(speaker_of(speaker));
    }
    order.stipend = options.stipend.value_or(0);
    if (order.stipend > 0 && order.speakers.empty()) {
        throw UsageError{"--stipend needs --speaker", "say who gets the stipend"};
    }
    order.note = options.fields.note.value_or("");
    return order;
}

void run_add_from(const Options& options, Context& context) {
    if (!options.program.empty() || changes_anything(options.fields) || !options.speakers.empty() ||
        options.stipend) {
        throw UsageError{"--from cannot be combined with a program on the command line",
                         "leave out the title and its options"};
    }
    const std::string csv = context.read_list(*options.from);
    auto session = context.writing();
    const auto result = app::add_programs_from(session, csv, display_name(*options.from),
                                               options.ignore_extra, options.policy);
    if (context.shows_rows()) {
        report(context, session, result);
    } else {
        context.warn(result.warnings);
        say_dry_run(context);
    }
    if (result.known > 0) {
        context.say(fmt::format("{} added, {} already on record.",
                                result.programs.size() - result.known, result.known));
    }
    context.next_step("lmsection program list");
}

void run_add(const Options& options, Context& context) {
    if (options.from) {
        return run_add_from(options, context);
    }
    if (options.program.empty()) {
        throw UsageError{"the title is missing", "write it in quotes, or give --from FILE.csv"};
    }
    const auto order = order_of(options);
    auto session = context.writing();
    const auto result = app::add_program(session, order, options.policy);
    report(context, session, result);
    context.next_step(fmt::format("lmsection program submit {}", named(session, result)));
}

/// "March or May".
std::string months_text(const std::vector<date::month>& months) {
    std::vector<std::string_view> names;
    for (const date::month month : months) {
        names.push_back(month_name(month));
    }
    return fmt::format("{}", fmt::join(names, " or "));
}

std::string line_on(const VenueStanding& standing, Date today) {
    const Venue& venue = *standing.venue;
    std::string text = fmt::format("{}: {}", venue.title, standing.submitted);
    if (standing.at_least) {
        text += fmt::format(" of {} or more ({})", *standing.at_least,
                            cited(standing.minimum_section));
    }
    if (standing.last_day) {
        text += fmt::format(", in {} ({})", months_text(venue.submit), cited(venue.section));
    }
    if (standing.missing() > 0) {
        const bool in_time = !standing.last_day || today <= *standing.last_day;
        text += standing.last_day && in_time
                    ? fmt::format(": {} needed by {}", standing.missing(), iso(*standing.last_day))
                    : fmt::format(": {} short", standing.missing());
    }
    return text;
}

/// A summary of a year for people: submissions per venue against the minimum, and stipends.
void write_year(Context& context, const app::Session& session, ProgramYear year) {
    int accepted = 0;
    int proposed = 0;
    store::ProgramFilter whole_year;
    whole_year.year = year;
    store::each_program(session.database(), whole_year, [&](const store::ListedProgram& listed) {
        if (is_alive(listed.program.status)) {
            const bool is_accepted = listed.program.status == ProgramStatus::accepted;
            (is_accepted ? accepted : proposed) += stipends(listed.speakers);
        }
    });
    Prose prose{context};
    prose.empty_line();
    prose.paragraph(fmt::format("Submitted in {}:", year.label()), 0);
    const auto counts = store::submitted_programs(session.database(), year);
    for (const auto& standing : standing_of(counts, year, session.handbook())) {
        prose.paragraph(line_on(standing, session.today()));
    }
    prose.paragraph(fmt::format("Stipends of {}: ${} accepted, ${} in drafts and proposals.",
                                year.label(), accepted, proposed),
                    0);
}

void run_list(const Options& options, Context& context) {
    store::ProgramFilter filter;
    filter.status = options.status;
    if (options.all && options.fields.year) {
        throw UsageError{"--all and --year cannot be combined", "give one of them"};
    }
    const ProgramYear year = options.fields.year.value_or(ProgramYear::containing(context.today()));
    filter.year = options.all ? std::nullopt : std::optional{year};
    const auto session = context.reading();
    if (options.fields.venue) {
        filter.venue = app::find_venue(session, *options.fields.venue).id.text();
    }
    if (options.fields.group) {
        filter.group = session.group(*options.fields.group).id;
    }
    const auto writer = program_columns.writer(context);
    store::each_program(session.database(), filter, [&](const store::ListedProgram& listed) {
        writer.row({listed, session});
    });
    const std::size_t count = writer.end();
    say_total(context, count, "proposal", "proposals");
    if (count == 0) {
        context.explain_empty(
            fmt::format("No matching programs on record{}; see 'lmsection program list --all'.",
                        options.all ? "" : " in " + year.label()));
    }
    if (context.for_people() && !options.all) {
        write_year(context, session, year);
    }
}

/// A line of a program's life, or a fact of it. The texts are someone else's.
struct LifeRow {
    const Program& program;
    std::string_view part;
    std::optional<Date> on;
    std::string_view what;
    std::optional<std::string_view> by;
    std::string_view note;

    const Program& operator*() const { return program; }
};

constexpr auto life_columns = columns_of<LifeRow>(
    title_above("title", "", &Program::title), essential("part", "Part", &LifeRow::part),
    for_scripts("venue", "Venue", &Program::venue), essential("on", "On", &LifeRow::on),
    essential("what", "What", &LifeRow::what), useful("by", "By", &LifeRow::by),
    useful("note", "Note", absent_if_empty(&LifeRow::note)));

void run_show(const Options& options, Context& context) {
    const auto session = context.reading();
    const auto listed = app::find_program(session, options.program);
    const auto writer = life_columns.writer(context);
    for (const Program& one : app::life_of(session, listed.program)) {    // carried ones first
        const std::string part = fmt::format("{}, {}", app::venue_of(session, one).title,
                                             one.year.label());
        for (const auto& step : store::steps_of(session.database(), one.id)) {
            writer.row({one, part, step.on, step.status, step.by, step.note});
        }
    }
    const Program& program = listed.program;
    for (const Speaker& speaker : listed.speakers) {
        const std::string pay = speaker.stipend > 0 ? fmt::format("${}", speaker.stipend) : "";
        writer.row({program, "Speaker", {}, speaker.name, {}, pay});
    }
    const auto fact = [&](std::string_view part, std::string_view text) {
        if (!text.empty()) {
            writer.row({program, part, {}, text, {}, {}});
        }
    };
    fact("Group", group_name(session, program.group));
    fact("Note", program.note);
    writer.end();
}

void run_edit(const Options& options, Context& context) {
    require_a_change(changes_anything(options.fields),
                     "--title, --venue, --type, --group, --year or --note");
    auto session = context.writing();
    const auto result = app::edit_program(session, options.program, options.fields, options.policy);
    write_result(context, session, result);
    const Program& before = *result.before;
    const Program& now = result.programs.front().program;
    say_changes(context,
                {{"title", before.title, now.title},
                 {"venue", before.venue, now.venue},
                 {"type", before.type, now.type},
                 {"group", group_name(session, before.group), group_name(session, now.group)},
                 {"year", before.year.label(), now.year.label()},
                 {"note", before.note, now.note}});
    say_dry_run(context);
}

/// The suggested command after a step.
std::string next_after(ProgramStatus step, const app::Session& session,
                       const app::ProgramResult& result) {
    switch (step) {
    case ProgramStatus::submitted:
        return fmt::format("lmsection program accept {0}, or decline {0}, once they answer",
                           named(session, result));
    case ProgramStatus::accepted:
        return fmt::format("lmsection program speaker add {} \"Full Name <name@lib.example>\"",
                           named(session, result));
    case ProgramStatus::declined:
        return fmt::format("lmsection program carry {} --to VENUE", named(session, result));
    default: return "lmsection program list";
    }
}

void run_move(const Options& options, Context& context) {
    const app::ProgramMove move{options.program, options.step, options.on,
                                options.fields.note.value_or("")};
    auto session = context.writing();
    const auto result = app::move_program(session, move, options.policy);
    report(context, session, result);
    context.next_step(next_after(options.step, session, result));
}

void run_carry(const Options& options, Context& context) {
    const app::CarryOrder order{options.program, *options.fields.venue, options.fields.year,
                                options.on.value_or(context.today()),
                                options.fields.note.value_or("")};
    auto session = context.writing();
    const auto result = app::carry_program(session, order, options.policy);
    report(context, session, result);
    context.next_step(fmt::format("lmsection program submit {}", named(session, result)));
}

void run_speaker_add(const Options& options, Context& context) {
    const auto speaker = speaker_of(options.name);
    auto session = context.writing();
    report(context, session,
           app::add_speaker(session, options.program, speaker, options.stipend.value_or(0),
                            options.policy));
}

void run_speaker_remove(const Options& options, Context& context) {
    auto session = context.writing();
    report(context, session, app::remove_speaker(session, options.program, options.name));
}

void add_program_argument(Arguments& arguments, Options& options) {
    arguments.option("PROGRAM", options.program, "Id, title, or a unique part of the title")
        .required();
}

void add_year(Arguments& arguments, Options& options, DayUse use, const char* help) {
    arguments.option("--year", options.fields.year, value::program_year(use), help);
}

void add_note(Arguments& arguments, Options& options, const char* help) {
    arguments.option("--note", options.fields.note, value::line("note"), help);
}

void add_day(Arguments& arguments, Options& options) {
    arguments.option("--on", options.on, value::day(DayUse::done),
                     "Date it happened (default: today)");
}

void add_stipend(Arguments& arguments, Options& options, const char* help) {
    arguments.option("--stipend", options.stipend, value::parsed<int>("N", parse_stipend), help);
}

template <ProgramStatus step>
void declare_move(Arguments& arguments, Options& options) {
    options.step = step;
    add_program_argument(arguments, options);
    add_day(arguments, options);
    add_note(arguments, options, "Note to record with the step");
    if (step == ProgramStatus::submitted) {
        add_policy_options(arguments, options.policy);
    }
}

constexpr const char* type_text = "Type of session: {types} (default: the venue's first)";
constexpr const char* venue_text = "Where it is proposed: {venues}";

void declare_add(Arguments& arguments, Options& options) {
    arguments.option("TITLE", options.program, "The title, in quotes");
    arguments.option("--venue V", options.fields.venue, venue_text);
    arguments.option("--group G", options.fields.group, "The group that proposes it");
    add_year(arguments, options, DayUse::planned, "Program year (default: the current one)");
    arguments
        .option("--speaker NAME", options.speakers,
                "\"Full Name <email>\" or a name; may be repeated")
        .once_each();
    arguments.option("--type TYPE", options.fields.type, type_text);
    add_stipend(arguments, options, "Stipend in dollars for each of these speakers");
    add_note(arguments, options, "Note to record with the program");
    arguments.option("--from FILE", options.from,
                     "Add all programs in a CSV file or workbook (-: standard input)");
    arguments.flag("--ignore-extra", options.ignore_extra, "Ignore unknown columns");
    add_policy_options(arguments, options.policy);
}

void declare_list(Arguments& arguments, Options& options) {
    add_shown_year(arguments, options.fields.year);
    arguments.flag("--all", options.all, "All program years");
    arguments.option("--venue V", options.fields.venue, venue_text);
    arguments.option("--status", options.status,
                     value::parsed<ProgramStatus>("STATUS", parse_program_status),
                     "draft, submitted, accepted, declined, carried or withdrawn");
    arguments.option("--group G", options.fields.group, "Only proposals by this group");
}

void declare_show(Arguments& arguments, Options& options) {
    add_program_argument(arguments, options);
}

void declare_edit(Arguments& arguments, Options& options) {
    add_program_argument(arguments, options);
    arguments.option("--title", options.fields.title,
                     value::parsed<std::string>("TITLE", parse_title), "The new title");
    arguments.option("--venue V", options.fields.venue, "New venue, for a draft");
    arguments.option("--type TYPE", options.fields.type, type_text);
    arguments.option("--group G", options.fields.group,
                     "The group that proposes it; \"\" removes it");
    add_year(arguments, options, DayUse::planned, "New program year");
    add_note(arguments, options, "Note to record with the program");
    add_policy_options(arguments, options.policy);
}

void declare_carry(Arguments& arguments, Options& options) {
    add_program_argument(arguments, options);
    arguments.option("--to VENUE", options.fields.venue, "New venue: {venues}").required();
    add_year(arguments, options, DayUse::planned,
             "Program year of the new draft (default: that of the date)");
    add_day(arguments, options);
    add_note(arguments, options, "Note to record with the step");
    add_policy_options(arguments, options.policy);
}

void declare_speaker_add(Arguments& arguments, Options& options) {
    add_program_argument(arguments, options);
    arguments.option("NAME", options.name, "\"Full Name <email>\", a name, an email or an id")
        .required();
    add_stipend(arguments, options, "Stipend in dollars (default: none)");
    add_policy_options(arguments, options.policy);
}

void declare_speaker_remove(Arguments& arguments, Options& options) {
    add_program_argument(arguments, options);
    arguments.option("NAME", options.name, "The speaker's email, id, name, or part of the name")
        .required();
}

constexpr std::array commands{
    Command{.path = "program add",
            .area = Area::what_is_due,
            .summary = "Record a program proposal as a draft",
            .examples = "  lmsection program add \"Leading Small Teams\" --venue {venue} --group "
                        "middle-managers\n"
                        "  lmsection program add \"Budgets\" --venue {paid-venue} --speaker \"Ana "
                        "Diaz <ana@lib.example>\" --stipend 150\n"
                        "  lmsection program add --from programs.csv --dry-run\n",
            .writes = true,
            .set_up = set_up<declare_add, run_add, program_columns>,
            .usage = "TITLE --venue V [OPTIONS]\n"
                     "--from FILE [OPTIONS]\n"},
    Command{.path = "program list",
            .area = Area::what_is_due,
            .summary = "List program proposals, and what is still missing",
            .examples = "  lmsection program list\n"
                        "  lmsection program list --all --venue {venue} --format csv\n"
                        "  lmsection program list --status accepted --year 2025\n",
            .set_up = set_up<declare_list, run_list, program_columns>},
    Command{.path = "program show",
            .area = Area::what_is_due,
            .summary = "Show one program with its speakers and history",
            .examples = "  lmsection program show \"small teams\"\n"
                        "  lmsection program show \"difficult conversations\"\n"
                        "  lmsection program show \"difficult conversations\" --format json\n",
            .set_up = set_up<declare_show, run_show, life_columns>},
    Command{.path = "program edit",
            .area = Area::what_is_due,
            .summary = "Correct a program's title, group or year",
            .examples =
                "  lmsection program edit \"small teams\" --title \"Leading Very Small Teams\"\n"
                "  lmsection program edit \"hiring committees\" --group member-experience\n"
                "  lmsection program edit \"hiring committees\" --note \"ask for a larger room\"\n",
            .writes = true,
            .set_up = set_up<declare_edit, run_edit, program_columns>},
    Command{.path = "program submit",
            .area = Area::what_is_due,
            .summary = "Record that a proposal was submitted",
            .examples = "  lmsection program submit \"small teams\" --on 2026-09-15\n"
                        "  lmsection program submit \"hiring committees\"\n"
                        "  lmsection program submit \"hiring committees\" --on 2026-11-20 --note "
                        "\"sent by the chair\"\n",
            .writes = true,
            .set_up = set_up<declare_move<ProgramStatus::submitted>, run_move, program_columns>},
    Command{.path = "program accept",
            .area = Area::what_is_due,
            .summary = "Record that a proposal was accepted",
            .examples = "  lmsection program accept \"small teams\"\n"
                        "  lmsection program accept \"listening to members\"\n"
                        "  lmsection program accept \"listening to members\" --on 2026-11-20\n",
            .writes = true,
            .set_up = set_up<declare_move<ProgramStatus::accepted>, run_move, program_columns>},
    Command{.path = "program decline",
            .area = Area::what_is_due,
            .summary = "Record that a proposal was declined",
            .examples = "  lmsection program decline \"small teams\" --note \"too many alike\"\n"
                        "  lmsection program decline \"listening to members\"\n"
                        "  lmsection program decline \"listening to members\" --on 2026-11-20\n",
            .writes = true,
            .set_up = set_up<declare_move<ProgramStatus::declined>, run_move, program_columns>},
    Command{
        .path = "program withdraw",
        .area = Area::what_is_due,
        .summary = "Withdraw a proposal",
        .examples = "  lmsection program withdraw \"small teams\" --note \"the speaker is ill\"\n"
                    "  lmsection program withdraw \"hiring committees\"\n"
                    "  lmsection program withdraw \"listening to members\" --dry-run\n",
        .writes = true,
        .set_up = set_up<declare_move<ProgramStatus::withdrawn>, run_move, program_columns>},
    Command{
        .path = "program carry",
        .area = Area::what_is_due,
        .summary = "Carry a declined proposal over to another venue",
        .examples =
            "  lmsection program carry \"small teams\" --to {other-venue}\n"
            "  lmsection program carry \"budget nobody taught you\" --to {other-venue}\n"
            "  lmsection program carry \"budget nobody taught you\" --to {other-venue} --dry-run\n",
        .writes = true,
        .set_up = set_up<declare_carry, run_carry, program_columns>},
    Command{.path = "program speaker add",
            .area = Area::what_is_due,
            .summary = "Add a speaker to a program",
            .examples = "  lmsection program speaker add budgets \"Ben Okafor\" --stipend 150\n"
                        "  lmsection program speaker add \"hiring committees\" \"Ana Díaz\"\n"
                        "  lmsection program speaker add \"hiring committees\" \"Kim Larsen\"\n",
            .writes = true,
            .set_up = set_up<declare_speaker_add, run_speaker_add, program_columns>},
    Command{.path = "program speaker remove",
            .area = Area::what_is_due,
            .summary = "Remove a speaker from a program",
            .examples =
                "  lmsection program speaker remove budgets okafor\n"
                "  lmsection program speaker remove \"hiring committees\" marguerite\n"
                "  lmsection program speaker remove \"hiring committees\" marguerite --dry-run\n",
            .writes = true,
            .set_up = set_up<declare_speaker_remove, run_speaker_remove, program_columns>},
};

}    // namespace
}    // namespace program_command

extern constinit const CommandList program_commands{program_command::commands};

}    // namespace lmsection::cli
