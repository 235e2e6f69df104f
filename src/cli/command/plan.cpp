#include "lmsection/app/plan.hpp"
#include "columns.hpp"
#include "command/shared.hpp"
#include "lmsection/cli/command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace lmsection::cli {

namespace {

struct Options {
    std::optional<ProgramYear> year;
    bool apply = false;
    std::string skip;    ///< empty: not given
    PolicyOptions policy;
};

constexpr auto plan_columns = columns_of<app::PlanLine>(
    column("part", "", Audience::heading, &app::PlanLine::part),
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

void write_lines(Context& context, const app::TurnoverPlan& plan) {
    plan_columns.write(context, plan.lines);
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
    Command{
        .path = "plan",
        .area = Area::who_serves,
        .summary = "Show whose term ends on July 1, and who could follow",
        .examples = "  lmsection plan\n"
                    "  lmsection plan --apply --skip \"agreed with the chairs by mail\" --dry-run\n"
                    "  lmsection plan 2027 --format csv\n",
        .writes = true,
        .set_up = set_up_plan},
};

}    // namespace

extern constinit const CommandList plan_commands{commands};

}    // namespace lmsection::cli
