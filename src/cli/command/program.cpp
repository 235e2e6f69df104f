#include "lmsection/app/program.hpp"
#include "columns.hpp"
#include "command/shared.hpp"
#include "lmsection/app/program_import.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/cli/command.hpp"
#include "prose.hpp"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <fmt/ranges.h>

namespace lmsection::cli {

namespace program_command {
namespace {

struct Options {
    std::string program;    ///< TITLE or PROGRAM
    std::string name;       ///< of a speaker
    std::optional<std::string> title;
    std::optional<std::string> venue;
    std::optional<std::string> group;
    std::optional<ProgramYear> year;
    std::optional<ProgramStatus> status;
    std::optional<std::string> note;
    std::optional<std::string> type;
    std::optional<Date> on;
    std::optional<int> stipend;
    std::optional<std::string> from;
    std::vector<std::string> speakers;
    bool ignore_extra = false;
    bool all = false;
    PolicyOptions policy;
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
    /// The group that proposes it; null where none does.
    [[nodiscard]] const Group* group() const {
        return program().group ? &session.group(*program().group) : nullptr;
    }
};

constexpr auto program_columns = columns_of<ProgramRow>(
    column("id", "Id", Audience::scripts,
           [](const ProgramRow& row) { return fmt::format("{}", row.program().id.value); }),
    column("title", "Title", Importance::essential,
           [](const ProgramRow& row) { return Cell{row.program().title}; }),
    column("venue", "Venue", Audience::scripts,
           [](const ProgramRow& row) { return Cell{row.program().venue}; }),
    column("venue_title", "Venue", Audience::people,
           [](const ProgramRow& row) { return app::venue_of(row.session, row.program()).title; }),
    column("year", "Year", Importance::extra,
           [](const ProgramRow& row) { return row.program().year.starting(); }),
    column("group_slug", "Group", Audience::scripts,
           [](const ProgramRow& row) {
               return row.group() == nullptr ? Cell{} : Cell{row.group()->slug.text()};
           }),
    column("group", "Group", Importance::useful,
           [](const ProgramRow& row) {
               return row.group() == nullptr ? Cell{} : Cell{row.group()->name};
           }),
    column("status", "Status", Importance::essential,
           [](const ProgramRow& row) {
               return Cell{word(row.program().status), tone_of(row.program().status)};
           }),
    column("submitted_on", "Submitted", Importance::useful,
           [](const ProgramRow& row) { return row.listed.submitted_on; }),
    column("speakers", "Speakers", Importance::useful,
           [](const ProgramRow& row) { return text_or_absent(names_of(row.listed.speakers)); }),
    column("paid_speakers", "Paid", Audience::scripts,
           [](const ProgramRow& row) { return paid_speakers(row.listed.speakers); }),
    column("stipends", "Stipends", Importance::extra,
           [](const ProgramRow& row) { return stipends(row.listed.speakers); }),
    column("carried_from", "From", Audience::scripts,
           [](const ProgramRow& row) {
               const auto& from = row.program().carried_from;
               return from ? std::optional{fmt::format("{}", from->value)} : std::nullopt;
           }),
    column("note", "Note", Audience::scripts,
           [](const ProgramRow& row) { return Cell::or_absent(row.program().note); }),
    column("type", "Type", Importance::extra, [](const ProgramRow& row) {
        const Program& program = row.program();
        return text_or_absent(type_of(program.venue, program.type, row.session.handbook()));
    }));

void write_result(Context& context, const app::Session& session, const app::ProgramResult& result) {
    context.warn(result.warnings);
    const auto writer = program_columns.writer(context);
    for (const auto& listed : result.programs) {
        writer.row({listed, session});
    }
    writer.end();
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

app::ProgramOrder order_of(const Options& options) {
    app::ProgramOrder order;
    order.title = or_usage(parse_title(options.program));
    if (!options.venue) {
        throw UsageError{"--venue is missing", "see 'lmsection program add --help' for the venues"};
    }
    order.venue = *options.venue;
    order.type = options.type;
    order.group = options.group;
    order.year = options.year;
    for (const std::string& speaker : options.speakers) {
        order.speakers.push_back(speaker_of(speaker));
    }
    order.stipend = options.stipend.value_or(0);
    if (order.stipend > 0 && order.speakers.empty()) {
        throw UsageError{"--stipend needs --speaker", "say who gets the stipend"};
    }
    order.note = options.note.value_or("");
    return order;
}

int run_add_from(const Options& options, Context& context) {
    const bool only_from = options.program.empty() && !options.venue && !options.group &&
                           !options.year && options.speakers.empty() && !options.stipend &&
                           !options.note && !options.type;
    if (!only_from) {
        throw UsageError{"--from cannot be combined with a program on the command line",
                         "leave out the title and its options"};
    }
    const auto policy = policy_of(options.policy);
    const std::string csv = context.read_list(*options.from);
    auto session = context.writing();
    const auto result = app::add_programs_from(session, csv, display_name(*options.from),
                                               options.ignore_extra, policy);
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
    return 0;
}

int run_add(const Options& options, Context& context) {
    if (options.from) {
        return run_add_from(options, context);
    }
    if (options.program.empty()) {
        throw UsageError{"the title is missing", "write it in quotes, or give --from FILE.csv"};
    }
    const auto order = order_of(options);
    const auto policy = policy_of(options.policy);
    auto session = context.writing();
    const auto result = app::add_program(session, order, policy);
    report(context, session, result);
    context.next_step(fmt::format("lmsection program submit {}", named(session, result)));
    return 0;
}

/// "March or May".
std::string months_text(const std::vector<date::month>& months) {
    std::vector<std::string_view> names;
    for (const date::month month : months) {
        names.push_back(month_name(month));
    }
    return fmt::format("{}", fmt::join(names, " or "));
}

/// A summary of a year for people: submissions per venue against the minimum, and stipends.
class YearText {
public:
    YearText(const app::Session& session, ProgramYear year) : session_(session), year_(year) {}

    void count(const store::ListedProgram& listed) {
        const bool accepted = listed.program.status == ProgramStatus::accepted;
        if (is_alive(listed.program.status)) {
            (accepted ? accepted_ : proposed_) += stipends(listed.speakers);
        }
    }
    void write(Context& context) const {
        Prose prose{context};
        prose.empty_line();
        prose.paragraph(fmt::format("Submitted in {}:", year_.label()), 0);
        const auto counts = store::submitted_programs(session_.database(), year_);
        for (const auto& standing : standing_of(counts, year_, session_.handbook())) {
            prose.paragraph(line_on(standing));
        }
        prose.paragraph(fmt::format("Stipends of {}: ${} accepted, ${} in drafts and proposals.",
                                    year_.label(), accepted_, proposed_),
                        0);
    }

private:
    [[nodiscard]] std::string line_on(const VenueStanding& standing) const {
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
            const bool in_time = !standing.last_day || session_.today() <= *standing.last_day;
            text += standing.last_day && in_time
                        ? fmt::format(": {} needed by {}", standing.missing(),
                                      iso(*standing.last_day))
                        : fmt::format(": {} short", standing.missing());
        }
        return text;
    }

    const app::Session& session_;
    ProgramYear year_;
    int accepted_ = 0;
    int proposed_ = 0;
};

int run_list(const Options& options, Context& context) {
    store::ProgramFilter filter;
    filter.status = options.status;
    if (options.all && options.year) {
        throw UsageError{"--all and --year cannot be combined", "give one of them"};
    }
    const ProgramYear year = options.year.value_or(ProgramYear::containing(context.today()));
    filter.year = options.all ? std::nullopt : std::optional{year};
    const auto session = context.reading();
    if (options.venue) {
        filter.venue = app::find_venue(session, *options.venue).id.text();
    }
    if (options.group) {
        filter.group = session.group(*options.group).id;
    }
    const auto writer = program_columns.writer(context);
    std::size_t count = 0;
    store::each_program(session.database(), filter, [&](const store::ListedProgram& listed) {
        ++count;
        writer.row({listed, session});
    });
    writer.end();
    say_total(context, count, "proposal", "proposals");
    if (count == 0) {
        context.explain_empty(
            fmt::format("No matching programs on record{}; see 'lmsection program list --all'.",
                        options.all ? "" : " in " + year.label()));
    }
    if (context.for_people() && !options.all) {
        YearText standing{session, year};
        store::ProgramFilter whole_year;
        whole_year.year = year;
        store::each_program(session.database(), whole_year,
                            [&](const store::ListedProgram& listed) { standing.count(listed); });
        standing.write(context);
    }
    return 0;
}

/// A line of a program's life, or a fact of it. The texts are someone else's.
struct LifeRow {
    const Program& program;
    std::string_view part;
    std::optional<Date> on;
    std::string_view what;
    std::optional<std::string_view> by;
    std::string_view note;
};

constexpr auto life_columns = columns_of<LifeRow>(
    column("title", "", Audience::heading,
           [](const LifeRow& row) { return Cell{row.program.title}; }),
    column("part", "Part", Importance::essential, &LifeRow::part),
    column("venue", "Venue", Audience::scripts,
           [](const LifeRow& row) { return Cell{row.program.venue}; }),
    column("on", "On", Importance::essential, &LifeRow::on),
    column("what", "What", Importance::essential, &LifeRow::what),
    column("by", "By", Importance::useful, &LifeRow::by),
    column("note", "Note", Importance::useful,
           [](const LifeRow& row) { return Cell::or_absent(row.note); }));

/// Writes a program's life: what it was carried from first.
template <class Writer>
void write_life(const Writer& writer, const app::Session& session, const Program& last) {
    for (const Program& program : app::life_of(session, last)) {
        const std::string venue = app::venue_of(session, program).title;
        const std::string part = fmt::format("{}, {}", venue, program.year.label());
        for (const auto& step : store::steps_of(session.database(), program.id)) {
            writer.row({program, part, step.on, step.status, step.by, step.note});
        }
    }
}

int run_show(const Options& options, Context& context) {
    const auto session = context.reading();
    const auto listed = app::find_program(session, options.program);
    const auto writer = life_columns.writer(context);
    write_life(writer, session, listed.program);
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
    fact("Group", program.group ? session.group(*program.group).name : "");
    fact("Note", program.note);
    writer.end();
    return 0;
}

void say_edited(Context& context, const app::Session& session, const Program& before,
                const Program& now) {
    const auto group = [&](const Program& program) {
        return program.group ? session.group(*program.group).name : std::string{};
    };
    ChangedFields changed;
    changed.field("title", before.title, now.title);
    changed.field("venue", before.venue, now.venue);
    changed.field("type", before.type, now.type);
    changed.field("group", group(before), group(now));
    changed.field("year", before.year.label(), now.year.label());
    changed.field("note", before.note, now.note);
    changed.say(context);
}

int run_edit(const Options& options, Context& context) {
    app::ProgramFields fields;
    fields.title = options.title;
    fields.venue = options.venue;
    fields.group = options.group;
    fields.year = options.year;
    fields.note = options.note;
    fields.type = options.type;
    if (!fields.title && !fields.venue && !fields.group && !fields.year && !fields.note &&
        !fields.type) {
        throw UsageError{"there is nothing to change",
                         "give --title, --venue, --type, --group, --year or --note"};
    }
    const auto policy = policy_of(options.policy);
    auto session = context.writing();
    const auto result = app::edit_program(session, options.program, fields, policy);
    write_result(context, session, result);
    say_edited(context, session, *result.before, result.programs.front().program);
    say_dry_run(context);
    return 0;
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

int run_move(const Options& options, Context& context, ProgramStatus step) {
    const app::ProgramMove move{options.program, step, options.on, options.note.value_or("")};
    const auto policy = policy_of(options.policy);
    auto session = context.writing();
    const auto result = app::move_program(session, move, policy);
    report(context, session, result);
    context.next_step(next_after(step, session, result));
    return 0;
}

int run_carry(const Options& options, Context& context) {
    const app::CarryOrder order{options.program, *options.venue, options.year,
                                options.on.value_or(context.today()), options.note.value_or("")};
    const auto policy = policy_of(options.policy);
    auto session = context.writing();
    const auto result = app::carry_program(session, order, policy);
    report(context, session, result);
    context.next_step(fmt::format("lmsection program submit {}", named(session, result)));
    return 0;
}

int run_speaker_add(const Options& options, Context& context) {
    const auto speaker = speaker_of(options.name);
    const auto policy = policy_of(options.policy);
    auto session = context.writing();
    report(context, session,
           app::add_speaker(session, options.program, speaker, options.stipend.value_or(0),
                            policy));
    return 0;
}

int run_speaker_remove(const Options& options, Context& context) {
    auto session = context.writing();
    report(context, session, app::remove_speaker(session, options.program, options.name));
    return 0;
}

void add_program_argument(Arguments& arguments, Options& options) {
    arguments.option("PROGRAM", options.program, "Id, title, or a unique part of the title")
        .required();
}

void add_text(Arguments& arguments, const char* name, std::optional<std::string>& value,
              const char* type, const char* what) {
    arguments.option(name, value, what).type_name(type);
}

void add_year(Arguments& arguments, Options& options, DayUse use, const char* help) {
    arguments.option("--year", options.year, value::program_year(use), help);
}

void add_note(Arguments& arguments, Options& options, const char* help) {
    arguments.option("--note", options.note, value::line("note"), help);
}

void add_day(Arguments& arguments, Options& options) {
    arguments.option("--on", options.on, value::day(DayUse::done),
                     "Date it happened (default: today)");
}

void add_stipend(Arguments& arguments, Options& options, const char* help) {
    arguments.option("--stipend", options.stipend, value::parsed<int>("N", parse_stipend), help);
}

Runner set_up_move(Arguments& arguments, ProgramStatus step) {
    arguments.prints(program_columns);
    auto options = options_of<Options>();
    add_program_argument(arguments, *options);
    add_day(arguments, *options);
    add_note(arguments, *options, "Note to record with the step");
    if (step == ProgramStatus::submitted) {
        add_policy_options(arguments, options->policy);
    }
    return [options, step](Context& context) { return run_move(*options, context, step); };
}

constexpr const char* type_text = "Type of session: {types} (default: the venue's first)";
constexpr const char* venue_text = "Where it is proposed: {venues}";

Runner set_up_program_add(Arguments& arguments) {
    arguments.prints(program_columns);
    auto options = options_of<Options>();
    arguments.option("TITLE", options->program, "The title, in quotes");
    add_text(arguments, "--venue", options->venue, "V", venue_text);
    add_text(arguments, "--group", options->group, "G", "The group that proposes it");
    add_year(arguments, *options, DayUse::planned, "Program year (default: the current one)");
    arguments
        .option("--speaker", options->speakers, "\"Full Name <email>\" or a name; may be repeated")
        .type_name("NAME")
        .once_each();
    add_text(arguments, "--type", options->type, "TYPE", type_text);
    add_stipend(arguments, *options, "Stipend in dollars for each of these speakers");
    add_note(arguments, *options, "Note to record with the program");
    add_text(arguments, "--from", options->from, "FILE",
             "Add all programs in a CSV file or workbook (-: standard input)");
    arguments.flag("--ignore-extra", options->ignore_extra, "Ignore unknown columns");
    add_policy_options(arguments, options->policy);
    return [options](Context& context) { return run_add(*options, context); };
}

Runner set_up_program_list(Arguments& arguments) {
    arguments.prints(program_columns);
    auto options = options_of<Options>();
    add_year(arguments, *options, DayUse::viewed, "Program year (default: the current one)");
    arguments.flag("--all", options->all, "All program years");
    add_text(arguments, "--venue", options->venue, "V", venue_text);
    arguments.option("--status", options->status,
                     value::parsed<ProgramStatus>("STATUS", parse_program_status),
                     "draft, submitted, accepted, declined, carried or withdrawn");
    add_text(arguments, "--group", options->group, "G", "Only proposals by this group");
    return [options](Context& context) { return run_list(*options, context); };
}

Runner set_up_program_show(Arguments& arguments) {
    arguments.prints(life_columns);
    auto options = options_of<Options>();
    add_program_argument(arguments, *options);
    return [options](Context& context) { return run_show(*options, context); };
}

Runner set_up_program_edit(Arguments& arguments) {
    arguments.prints(program_columns);
    auto options = options_of<Options>();
    add_program_argument(arguments, *options);
    arguments.option("--title", options->title, value::parsed<std::string>("TITLE", parse_title),
                     "The new title");
    add_text(arguments, "--venue", options->venue, "V", "New venue, for a draft");
    add_text(arguments, "--type", options->type, "TYPE", type_text);
    add_text(arguments, "--group", options->group, "G",
             "The group that proposes it; \"\" removes it");
    add_year(arguments, *options, DayUse::planned, "New program year");
    add_note(arguments, *options, "Note to record with the program");
    add_policy_options(arguments, options->policy);
    return [options](Context& context) { return run_edit(*options, context); };
}

Runner set_up_program_submit(Arguments& arguments) {
    return set_up_move(arguments, ProgramStatus::submitted);
}

Runner set_up_program_accept(Arguments& arguments) {
    return set_up_move(arguments, ProgramStatus::accepted);
}

Runner set_up_program_decline(Arguments& arguments) {
    return set_up_move(arguments, ProgramStatus::declined);
}

Runner set_up_program_withdraw(Arguments& arguments) {
    return set_up_move(arguments, ProgramStatus::withdrawn);
}

Runner set_up_program_carry(Arguments& arguments) {
    arguments.prints(program_columns);
    auto options = options_of<Options>();
    add_program_argument(arguments, *options);
    arguments.option("--to", options->venue, "New venue: {venues}").type_name("VENUE").required();
    add_year(arguments, *options, DayUse::planned,
             "Program year of the new draft (default: that of the date)");
    add_day(arguments, *options);
    add_note(arguments, *options, "Note to record with the step");
    add_policy_options(arguments, options->policy);
    return [options](Context& context) { return run_carry(*options, context); };
}

Runner set_up_program_speaker_add(Arguments& arguments) {
    arguments.prints(program_columns);
    auto options = options_of<Options>();
    add_program_argument(arguments, *options);
    arguments.option("NAME", options->name, "\"Full Name <email>\", a name, an email or an id")
        .required();
    add_stipend(arguments, *options, "Stipend in dollars (default: none)");
    add_policy_options(arguments, options->policy);
    return [options](Context& context) { return run_speaker_add(*options, context); };
}

Runner set_up_program_speaker_remove(Arguments& arguments) {
    arguments.prints(program_columns);
    auto options = options_of<Options>();
    add_program_argument(arguments, *options);
    arguments.option("NAME", options->name, "The speaker's email, id, name, or part of the name")
        .required();
    return [options](Context& context) { return run_speaker_remove(*options, context); };
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
            .set_up = set_up_program_add,
            .usage = "TITLE --venue V [OPTIONS]\n"
                     "--from FILE [OPTIONS]\n"},
    Command{.path = "program list",
            .area = Area::what_is_due,
            .summary = "List program proposals, and what is still missing",
            .examples = "  lmsection program list\n"
                        "  lmsection program list --all --venue {venue} --format csv\n"
                        "  lmsection program list --status accepted --year 2025\n",
            .set_up = set_up_program_list},
    Command{.path = "program show",
            .area = Area::what_is_due,
            .summary = "Show one program with its speakers and history",
            .examples = "  lmsection program show \"small teams\"\n"
                        "  lmsection program show \"difficult conversations\"\n"
                        "  lmsection program show \"difficult conversations\" --format json\n",
            .set_up = set_up_program_show},
    Command{.path = "program edit",
            .area = Area::what_is_due,
            .summary = "Correct a program's title, group or year",
            .examples =
                "  lmsection program edit \"small teams\" --title \"Leading Very Small Teams\"\n"
                "  lmsection program edit \"hiring committees\" --group member-experience\n"
                "  lmsection program edit \"hiring committees\" --note \"ask for a larger room\"\n",
            .writes = true,
            .set_up = set_up_program_edit},
    Command{.path = "program submit",
            .area = Area::what_is_due,
            .summary = "Record that a proposal was submitted",
            .examples = "  lmsection program submit \"small teams\" --on 2026-09-15\n"
                        "  lmsection program submit \"hiring committees\"\n"
                        "  lmsection program submit \"hiring committees\" --on 2026-11-20 --note "
                        "\"sent by the chair\"\n",
            .writes = true,
            .set_up = set_up_program_submit},
    Command{.path = "program accept",
            .area = Area::what_is_due,
            .summary = "Record that a proposal was accepted",
            .examples = "  lmsection program accept \"small teams\"\n"
                        "  lmsection program accept \"listening to members\"\n"
                        "  lmsection program accept \"listening to members\" --on 2026-11-20\n",
            .writes = true,
            .set_up = set_up_program_accept},
    Command{.path = "program decline",
            .area = Area::what_is_due,
            .summary = "Record that a proposal was declined",
            .examples = "  lmsection program decline \"small teams\" --note \"too many alike\"\n"
                        "  lmsection program decline \"listening to members\"\n"
                        "  lmsection program decline \"listening to members\" --on 2026-11-20\n",
            .writes = true,
            .set_up = set_up_program_decline},
    Command{
        .path = "program withdraw",
        .area = Area::what_is_due,
        .summary = "Withdraw a proposal",
        .examples = "  lmsection program withdraw \"small teams\" --note \"the speaker is ill\"\n"
                    "  lmsection program withdraw \"hiring committees\"\n"
                    "  lmsection program withdraw \"listening to members\" --dry-run\n",
        .writes = true,
        .set_up = set_up_program_withdraw},
    Command{
        .path = "program carry",
        .area = Area::what_is_due,
        .summary = "Carry a declined proposal over to another venue",
        .examples =
            "  lmsection program carry \"small teams\" --to {other-venue}\n"
            "  lmsection program carry \"budget nobody taught you\" --to {other-venue}\n"
            "  lmsection program carry \"budget nobody taught you\" --to {other-venue} --dry-run\n",
        .writes = true,
        .set_up = set_up_program_carry},
    Command{.path = "program speaker add",
            .area = Area::what_is_due,
            .summary = "Add a speaker to a program",
            .examples = "  lmsection program speaker add budgets \"Ben Okafor\" --stipend 150\n"
                        "  lmsection program speaker add \"hiring committees\" \"Ana Díaz\"\n"
                        "  lmsection program speaker add \"hiring committees\" \"Kim Larsen\"\n",
            .writes = true,
            .set_up = set_up_program_speaker_add},
    Command{.path = "program speaker remove",
            .area = Area::what_is_due,
            .summary = "Remove a speaker from a program",
            .examples =
                "  lmsection program speaker remove budgets okafor\n"
                "  lmsection program speaker remove \"hiring committees\" marguerite\n"
                "  lmsection program speaker remove \"hiring committees\" marguerite --dry-run\n",
            .writes = true,
            .set_up = set_up_program_speaker_remove},
};

}    // namespace
}    // namespace program_command

extern constinit const CommandList program_commands{program_command::commands};

}    // namespace lmsection::cli
