#include "lmsection/app/plan.hpp"
#include "columns.hpp"
#include "command/shared.hpp"
#include "lmsection/app/person.hpp"
#include "lmsection/app/slate.hpp"
#include "lmsection/base/date.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/cli/command.hpp"
#include "lmsection/store/file.hpp"
#include "prose.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace lmsection::cli {

namespace plan_command {
namespace {

struct Options {
    std::optional<ProgramYear> year;
    bool apply = false;
    std::string slate;    ///< the file to apply; empty: the plan as it is
    std::string save;     ///< empty: not given
    bool force = false;
    std::vector<std::string> without;
    std::vector<std::string> keep;
    std::optional<int> years_ahead;
    std::string skip;    ///< empty: not given
    PolicyOptions policy;
};

constexpr auto plan_columns = columns_of<app::PlanLine>(
    column("part", "", Audience::heading,
           [](const app::PlanLine& line) { return Cell{app::heading(line.part)}; }),
    column("group_slug", "Slug", Audience::scripts,
           [](const app::PlanLine& line) {
               return line.group ? Cell{line.group->slug.text()} : Cell{};
           }),
    column("group", "Group", Importance::essential,
           [](const app::PlanLine& line) { return line.group ? Cell{line.group->name} : Cell{}; }),
    column("role", "Role", Importance::essential,
           [](const app::PlanLine& line) { return line.role ? Cell{word(*line.role)} : Cell{}; }),
    column("name", "Name", Importance::essential, absent_if_empty(&app::PlanLine::name)),
    column("email", "Email", Audience::scripts,
           [](const app::PlanLine& line) {
               return line.email ? Cell{line.email->text()} : Cell{};
           }),
    column("choice", "Choice", Importance::extra, &app::PlanLine::choice),
    column("waiting_days", "Days waiting", Importance::extra, &app::PlanLine::waiting_days),
    column("why", "Why", Importance::essential, &app::PlanLine::why),
    column("section", "§", Importance::useful, &app::PlanLine::section),
    column("years", "Years", Importance::essential, &app::PlanLine::years),
    column("answer", "Answer", Importance::useful, absent_if_empty(&app::PlanLine::answer)),
    column("seats", "Seats", Importance::extra, &app::PlanLine::seats),
    column("start", "From", Importance::extra, &app::PlanLine::on));

/// "Ana Diaz (chair)"; a member without the role.
std::string name_with_role(const app::PlanLine& line) {
    return line.role == Role::member ? line.name
                                     : fmt::format("{} ({})", line.name, word(*line.role));
}

/// What a plan says about someone or about a seat, apart from the group.
std::string about(const app::PlanLine& line) {
    switch (line.part) {
    case app::PlanPart::rolls_off: return fmt::format("{}: {}.", name_with_role(line), line.why);
    case app::PlanPart::falls_short:
    case app::PlanPart::unmet: return fmt::format("{} ({})", word(*line.role), line.why);
    case app::PlanPart::proposed: {
        const std::string form = line.choice
                                     ? fmt::format("; choice {}, waiting for {} days", *line.choice,
                                                   line.waiting_days.value_or(0))
                                     : "";
        const std::string years = line.years
                                      ? fmt::format(" for {}",
                                                    counted(static_cast<std::size_t>(*line.years),
                                                            "year", "years"))
                                      : "";
        return fmt::format("{} as {}{}: {}{} (§{}).", line.name, word(*line.role), years, line.why,
                           form, line.section);
    }
    case app::PlanPart::waiting:
        return fmt::format("{}, waiting for {} days: {}.", line.name, line.waiting_days.value_or(0),
                           line.why);
    case app::PlanPart::ahead: return fmt::format("{}: {}", iso(*line.on), line.why);
    }
    return {};
}

/// How many people or seats a part of the plan is about: "5 seats", "12".
std::string count_of(const app::TurnoverPlan& plan, app::PlanPart part) {
    std::size_t count = 0;
    for (const app::PlanLine& line : plan.lines) {
        count += line.part == part ? static_cast<std::size_t>(line.seats.value_or(1)) : 0;
    }
    const bool needs = part == app::PlanPart::falls_short || part == app::PlanPart::unmet;
    return needs ? counted(count, "seat", "seats") : fmt::to_string(count);
}

using Lines = std::vector<app::PlanLine>;

/// Where the lines of the same part and group end.
Lines::const_iterator end_of_group(Lines::const_iterator at, Lines::const_iterator end) {
    return std::find_if(at, end, [&](const app::PlanLine& other) {
        const bool same = at->group.has_value() == other.group.has_value() &&
                          (!at->group || at->group->id == other.group->id);
        return other.part != at->part || !same;
    });
}

void write_group(Prose& prose, Lines::const_iterator at, Lines::const_iterator end) {
    std::vector<std::string> texts;
    std::transform(at, end, std::back_inserter(texts), about);
    const bool is_need = at->part == app::PlanPart::falls_short || at->part == app::PlanPart::unmet;
    if (is_need) {
        prose.paragraph(fmt::format("{}: {}.", at->group->name, joined_with_and(texts)));
        return;
    }
    if (at->group) {
        prose.paragraph(at->group->name);
    }
    for (const std::string& text : texts) {
        prose.paragraph(text, at->group ? 4 : 2);
    }
}

/// The plan in sentences, group by group.
void write_sentences(Context& context, const app::TurnoverPlan& plan) {
    Prose prose{context};
    prose.heading(fmt::format("The turnover of {}", written(plan.year.first_day())));
    std::optional<app::PlanPart> part;
    for (auto at = plan.lines.begin(); at != plan.lines.end();) {
        if (part != at->part) {
            part = at->part;
            prose.heading(fmt::format("{}: {}", app::heading(at->part), count_of(plan, at->part)));
        }
        const auto next = end_of_group(at, plan.lines.end());
        write_group(prose, at, next);
        at = next;
    }
}

void write_lines(Context& context, const app::TurnoverPlan& plan) {
    if (context.in_sentences()) {
        write_sentences(context, plan);
    } else {
        plan_columns.write(context, plan.lines);
    }
}

/// Where to save a slate.
struct SlateTarget {
    std::string file;
    Format format = Format::csv;
};

/// Refuses a file whose name does not say the format, or that the command itself uses.
SlateTarget slate_target(const Context& context, const std::string& file) {
    const auto database = context.circumstances(store::Access::reading).database;
    if (!database.empty() && store::is_database_or_side_file(file, database)) {
        throw UsageError{fmt::format("--save {} is the database, or a file that belongs to it",
                                     file),
                         "name another file"};
    }
    for (const Format format : {Format::csv, Format::tsv, Format::xlsx}) {
        if (folded(file).ends_with(fmt::format(".{}", word(format)))) {
            return {file, format};
        }
    }
    throw UsageError{fmt::format("--save {} does not say which format to write", file),
                     "end the name with .csv, .tsv or .xlsx"};
}

/// Refuses to replace a file that someone may have edited.
void refuse_other_slate(const Context& context, const std::string& file, std::string_view slate) {
    std::error_code error;
    if (std::filesystem::is_regular_file(file, error) && context.read_file(file) != slate) {
        throw RefusedError{fmt::format("{} exists, and differs from what would be saved", file),
                           "name another file, or replace it with --force"};
    }
}

/// Writes the proposed seats to a file that people edit and `--apply` reads. Without `force`,
/// replaces no other file.
void save(Context& context, const SlateTarget& target, const app::TurnoverPlan& plan, bool force) {
    std::vector<app::PlanLine> seats;
    std::copy_if(plan.lines.begin(), plan.lines.end(), std::back_inserter(seats),
                 [](const app::PlanLine& line) { return line.part == app::PlanPart::proposed; });
    TextSink text;
    Look look;
    look.day = context.today();
    const decltype(plan_columns)::Writer writer{
        plan_columns, context, make_writer(target.format, plan_columns.list(), text, look)};
    for (const app::PlanLine& line : seats) {
        writer.row(line);
    }
    writer.end();
    const std::string slate = text.take();
    if (!force) {
        refuse_other_slate(context, target.file, slate);
    }
    if (!context.dry_run()) {
        FileSink sink{target.file};
        sink.write(slate);
        sink.finish();
    }
    context.say(fmt::format("Saved {} in {}. Delete, change or add rows in it, then run 'lmsection "
                            "plan {} --apply {}'.",
                            counted(seats.size(), "proposed seat", "proposed seats"), target.file,
                            plan.year.starting(), target.file));
    say_dry_run(context);
}

int show(const Options& options, Context& context, const app::PlanOrder& order) {
    const auto session = context.reading();
    if (!options.save.empty()) {
        const SlateTarget target = slate_target(context, options.save);
        const auto plan = app::plan_turnover(session, order);
        save(context, target, plan, options.force);
        context.warn(plan.warnings);
        return 0;
    }
    const auto plan = app::plan_turnover(session, order);
    write_lines(context, plan);
    context.warn(plan.warnings);
    if (!plan.seats.empty()) {
        context.next_step(fmt::format("lmsection plan {} --save slate.csv", order.year.starting()));
    }
    return 0;
}

int apply(const Options& options, Context& context, const app::PlanOrder& order) {
    const auto policy = policy_of(options.policy);
    const std::string bytes = options.slate.empty() ? "" : context.read_file(options.slate);
    auto session = context.writing();
    const app::AppliedPlan applied = options.slate.empty()
                                         ? app::apply_turnover(session, order, options.skip, policy)
                                         : app::apply_slate(session, order,
                                                            {bytes, display_name(options.slate)},
                                                            options.skip, policy);
    for (const std::string& change : applied.changes) {
        context.say(change);
    }
    context.warn(applied.result.warnings);
    context.warn(applied.plan.warnings);
    write_lines(context, applied.plan);
    const std::size_t known = applied.result.known;
    const std::size_t seats = applied.plan.seats.size();
    context.say(fmt::format("{} appointed{}.", seats - std::min(known, seats),
                            known == 0 ? "" : fmt::format(", {} already", known)));
    say_dry_run(context);
    context.next_step(fmt::format("lmsection roster --on {}", iso(order.year.first_day())));
    return 0;
}

int run_plan(const Options& options, Context& context) {
    const bool for_apply_only = !options.skip.empty() || !options.policy.override_reason.empty() ||
                                options.policy.strict;
    if (!options.apply && for_apply_only) {
        throw UsageError{"--skip, --override and --strict need --apply", "add --apply"};
    }
    const ProgramYear next = ProgramYear::containing(context.today()).plus(1);
    app::PlanOrder order{.year = options.year.value_or(next)};
    order.years_ahead = options.years_ahead.value_or(1);
    if (!options.without.empty() || !options.keep.empty()) {
        const auto session = context.reading();
        for (const std::string& person : options.without) {
            const auto found = app::find_person(session, person);
            if (!found.ok() && app::matches_no_one(session, {person, std::nullopt, ""})) {
                throw RefusedError{
                    app::unknown_person(session, person, "see 'lmsection person list'")};
            }
            order.without.insert(or_refused(found).id);
        }
        for (const Group& group : session.groups_named(options.keep)) {
            order.keep.insert(group.id);
        }
    }
    return options.apply ? apply(options, context, order) : show(options, context, order);
}

Runner set_up_plan(Arguments& arguments) {
    arguments.prints(plan_columns);
    auto options = options_of<Options>();
    arguments.option("YEAR", options->year, value::program_year(DayUse::viewed),
                     "The program year to plan (default: the next one)");
    const auto save = arguments
                          .option("--save", options->save,
                                  "Write the proposed seats to this file (csv, tsv or xlsx), to "
                                  "edit and apply")
                          .type_name("FILE")
                          .not_empty();
    arguments.flag("--force", options->force, "With --save, replace a file that differs")
        .needs(save);
    arguments
        .option("--apply", options->slate,
                "Appoint everyone in this slate, all or none; without FILE, everyone proposed")
        .type_name("FILE")
        .optional_value(options->apply)
        .excludes(save);
    arguments.option("--without", options->without, "Give this person no seat; may be repeated")
        .type_name("PERSON")
        .once_each();
    arguments
        .option("--keep", options->keep,
                "Propose everyone in this group whose term ends for their own seat, unless they "
                "said no; may be repeated")
        .type_name("GROUP")
        .once_each();
    constexpr int most_years = 9;
    arguments
        .option("--years-ahead", options->years_ahead,
                "Also show whose terms end in later years, for N years in all")
        .type_name("N")
        .whole_number(most_years);
    arguments.option("--skip", options->skip, value::reason("--skip"),
                     "Allow skipped steps; the reason is recorded");
    add_policy_options(arguments, options->policy);
    return [options](Context& context) { return run_plan(*options, context); };
}

constexpr std::array commands{
    Command{.path = "plan",
            .area = Area::who_serves,
            .summary = "Show whose term ends on June 30, and who could follow",
            .examples = "  lmsection plan\n"
                        "  lmsection plan --years-ahead 3 --keep middle-managers\n"
                        "  lmsection plan --save slate.csv\n"
                        "  lmsection plan --apply slate.csv --skip \"agreed by email\" --dry-run\n"
                        "  lmsection plan 2027 --format csv\n",
            .writes = true,
            .set_up = set_up_plan},
};

}    // namespace
}    // namespace plan_command

extern constinit const CommandList plan_commands{plan_command::commands};

}    // namespace lmsection::cli
