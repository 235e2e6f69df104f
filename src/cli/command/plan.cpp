#include "lmsection/app/plan.hpp"
#include "columns.hpp"
#include "command/shared.hpp"
#include "lmsection/base/date.hpp"
#include "lmsection/cli/command.hpp"
#include "prose.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

namespace lmsection::cli {

namespace {

struct Options {
    std::optional<ProgramYear> year;
    bool apply = false;
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
    column("section", "§", Importance::useful, &app::PlanLine::section));

/// "Ana Diaz (chair)"; a member without the role.
std::string name_with_role(const app::PlanLine& line) {
    return line.role == Role::member ? line.name
                                     : fmt::format("{} ({})", line.name, word(*line.role));
}

/// What a plan says about someone or about a seat, apart from the group.
std::string about(const app::PlanLine& line) {
    switch (line.part) {
    case app::PlanPart::rolls_off: return name_with_role(line);
    case app::PlanPart::falls_short:
    case app::PlanPart::unmet: return fmt::format("{} ({})", word(*line.role), line.why);
    case app::PlanPart::proposed: {
        const std::string form = line.choice
                                     ? fmt::format("; choice {}, waiting for {} days", *line.choice,
                                                   line.waiting_days.value_or(0))
                                     : "";
        return fmt::format("{} as {}: {}{} (§{}).", line.name, word(*line.role), line.why, form,
                           line.section);
    }
    case app::PlanPart::waiting:
        return fmt::format("{}, waiting for {} days: {}.", line.name, line.waiting_days.value_or(0),
                           line.why);
    }
    return {};
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
    const bool is_need = at->name.empty();
    if (at->part == app::PlanPart::rolls_off || is_need) {
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
            const auto count = std::count_if(at, plan.lines.end(), [&](const app::PlanLine& line) {
                return line.part == at->part;
            });
            prose.heading(fmt::format("{}: {}", app::heading(at->part), count));
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

int show(Context& context, ProgramYear year) {
    const auto session = context.reading();
    const auto plan = app::plan_turnover(session, year);
    write_lines(context, plan);
    if (!plan.seats.empty()) {
        context.next_step(fmt::format("lmsection plan {} --apply", year.starting()));
    }
    return 0;
}

int apply(const Options& options, Context& context, ProgramYear year) {
    const auto policy = policy_of(options.policy);
    auto session = context.writing();
    const auto [plan, result] = app::apply_turnover(session, year, options.skip, policy);
    context.warn(result.warnings);
    write_lines(context, plan);
    context.say(fmt::format("{} appointed.", result.appointed.size()));
    say_dry_run(context);
    context.next_step(fmt::format("lmsection roster --on {}", iso(year.first_day())));
    return 0;
}

int run_plan(const Options& options, Context& context) {
    const bool for_apply_only = !options.skip.empty() || !options.policy.override_reason.empty() ||
                                options.policy.strict;
    if (!options.apply && for_apply_only) {
        throw UsageError{"--skip, --override and --strict need --apply", "add --apply"};
    }
    const ProgramYear next = ProgramYear::containing(context.today()).plus(1);
    const ProgramYear year = options.year.value_or(next);
    return options.apply ? apply(options, context, year) : show(context, year);
}

Runner set_up_plan(Arguments& arguments) {
    arguments.prints(plan_columns);
    auto options = options_of<Options>();
    arguments.option("YEAR", options->year, value::program_year(DayUse::viewed),
                     "The program year to plan (default: the next one)");
    arguments.flag("--apply", options->apply, "Appoint everyone proposed, all or none");
    arguments.option("--skip", options->skip, value::reason("--skip"),
                     "Allow skipped steps; the reason is recorded");
    add_policy_options(arguments, options->policy);
    return [options](Context& context) { return run_plan(*options, context); };
}

constexpr std::array commands{
    Command{.path = "plan",
            .area = Area::who_serves,
            .summary = "Show whose term ends on June 30, and who could follow",
            .examples =
                "  lmsection plan\n"
                "  lmsection plan --apply --skip \"agreed with the chairs by email\" --dry-run\n"
                "  lmsection plan 2027 --format csv\n",
            .writes = true,
            .set_up = set_up_plan},
};

}    // namespace

extern constinit const CommandList plan_commands{commands};

}    // namespace lmsection::cli
