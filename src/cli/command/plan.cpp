#include "lmsection/app/plan.hpp"
#include "command/shared.hpp"
#include "lmsection/app/person.hpp"
#include "lmsection/app/slate.hpp"
#include "lmsection/store/file.hpp"
#include "prose.hpp"

#include <iterator>
#include <system_error>

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
    app::OverridePolicy policy;
};

constexpr auto plan_columns = columns_of<app::PlanLine>(
    title_above("part", "",
                [](const app::PlanLine& line) { return Cell{app::heading(line.part)}; }),
    for_scripts("group_slug", "Slug",
                [](const app::PlanLine& line) { return slug_cell(line.group); }),
    essential("group", "Group", [](const app::PlanLine& line) { return name_cell(line.group); }),
    essential("role", "Role",
              [](const app::PlanLine& line) {
                  return line.role ? Cell{word(*line.role)} : Cell{};
              }),
    essential("name", "Name", absent_if_empty(&app::PlanLine::name)),
    for_scripts("email", "Email",
                [](const app::PlanLine& line) {
                    return line.email ? Cell{line.email->text()} : Cell{};
                }),
    extra("choice", "Choice", &app::PlanLine::choice),
    extra("waiting_days", "Days waiting", &app::PlanLine::waiting_days),
    essential("why", "Why", &app::PlanLine::why), useful("section", "§", &app::PlanLine::section),
    essential("years", "Years", &app::PlanLine::years),
    useful("answer", "Answer", absent_if_empty(&app::PlanLine::answer)),
    extra("seats", "Seats", &app::PlanLine::seats), extra("start", "From", &app::PlanLine::on));

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

/// The format that the name of a slate says. Refuses a file that the command itself uses.
Format slate_format(const Context& context, const std::string& file) {
    const auto database = context.circumstances(store::Access::reading).database;
    if (!database.empty() && store::is_database_or_side_file(file, database)) {
        throw UsageError{fmt::format("--save {} is the database, or a file that belongs to it",
                                     file),
                         "name another file"};
    }
    for (const Format format : {Format::csv, Format::tsv, Format::xlsx}) {
        if (folded(file).ends_with(fmt::format(".{}", word(format)))) {
            return format;
        }
    }
    throw UsageError{fmt::format("--save {} does not say which format to write", file),
                     "end the name with .csv, .tsv or .xlsx"};
}

/// Writes the proposed seats to a file that people edit and `--apply` reads. Without `force`,
/// replaces no other file.
void save(Context& context, const std::string& file, Format format, const app::TurnoverPlan& plan,
          bool force) {
    TextSink text;
    Look look;
    look.day = context.today();
    const decltype(plan_columns)::Writer writer{
        plan_columns, context, make_writer(format, plan_columns.list(), text, look)};
    for (const app::PlanLine& line : plan.lines) {
        if (line.part == app::PlanPart::proposed) {
            writer.row(line);
        }
    }
    const std::size_t seats = writer.end();
    const std::string slate = text.take();
    if (!force) {
        Context::refuse_to_replace(file, slate);
    }
    if (!context.dry_run()) {
        FileSink sink{file};
        sink.write(slate);
        sink.finish();
    }
    context.say(fmt::format("Saved {} in {}. Delete, change or add rows in it, then run 'lmsection "
                            "plan {} --apply {}'.",
                            counted(seats, "proposed seat", "proposed seats"), file,
                            plan.year.starting(), file));
    say_dry_run(context);
}

void show(const Options& options, Context& context, const app::PlanOrder& order) {
    const auto session = context.reading();
    const bool saves = !options.save.empty();
    const Format format = saves ? slate_format(context, options.save) : Format::table;
    const auto plan = app::plan_turnover(session, order);
    if (saves) {
        save(context, options.save, format, plan, options.force);
    } else {
        write_lines(context, plan);
    }
    context.warn(plan.warnings);
    if (!saves && !plan.seats.empty()) {
        context.next_step(fmt::format("lmsection plan {} --save slate.csv", order.year.starting()));
    }
}

void apply(const Options& options, Context& context, const app::PlanOrder& order) {
    const std::string bytes = options.slate.empty() ? "" : context.read_file(options.slate);
    auto session = context.writing();
    const app::AppliedPlan applied =
        options.slate.empty()
            ? app::apply_turnover(session, order, options.skip, options.policy)
            : app::apply_slate(session, order, {bytes, display_name(options.slate)}, options.skip,
                               options.policy);
    context.say(applied.changes);
    context.warn(applied.result.warnings);
    context.warn(applied.plan.warnings);
    write_lines(context, applied.plan);
    const std::size_t known = applied.result.known;
    const std::size_t seats = applied.plan.seats.size();
    context.say(fmt::format("{} appointed{}.", seats - std::min(known, seats),
                            known == 0 ? "" : fmt::format(", {} already", known)));
    conclude(context, fmt::format("lmsection roster --on {}", iso(order.year.first_day())));
}

void run_plan(const Options& options, Context& context) {
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

void declare_plan(Arguments& arguments, Options& options) {
    arguments.option("YEAR", options.year, value::program_year(DayUse::viewed),
                     "The program year to plan (default: the next one)");
    const auto save = arguments
                          .option("--save FILE", options.save,
                                  "Write the proposed seats to this file (csv, tsv or xlsx), to "
                                  "edit and apply")
                          .not_empty();
    arguments.flag("--force", options.force, "With --save, replace a file that differs")
        .needs(save);
    arguments
        .option("--apply FILE", options.slate,
                "Appoint everyone in this slate, all or none; without FILE, everyone proposed")
        .optional_value(options.apply)
        .excludes(save);
    arguments
        .option("--without PERSON", options.without, "Give this person no seat; may be repeated")
        .once_each();
    arguments
        .option("--keep GROUP", options.keep,
                "Propose everyone in this group whose term ends for their own seat, unless they "
                "said no; may be repeated")
        .once_each();
    constexpr int most_years = 9;
    arguments
        .option("--years-ahead N", options.years_ahead,
                "Also show whose terms end in later years, for a total of N years")
        .whole_number(most_years);
    arguments.option("--skip", options.skip, value::reason("--skip"),
                     "Allow skipped steps; the reason is recorded");
    add_policy_options(arguments, options.policy);
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
            .set_up = set_up<declare_plan, run_plan, plan_columns>},
};

}    // namespace
}    // namespace plan_command

extern constinit const CommandList plan_commands{plan_command::commands};

}    // namespace lmsection::cli
