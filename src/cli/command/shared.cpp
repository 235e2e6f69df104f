#include "command/shared.hpp"

#include "command/roster_columns.hpp"
#include "command_choice.hpp"
#include "typed_line.hpp"

#include <filesystem>
#include <system_error>

namespace lmsection::cli {

void write_appointed(Context& context, std::span<const app::Appointed> appointed) {
    const auto writer = roster_columns.writer(context);
    for (const app::Appointed& one : appointed) {
        write_term(writer, one);
    }
    writer.end();
}

void report_appointed(Context& context, const app::AppointResult& result) {
    context.warn(result.warnings);
    write_appointed(context, result.appointed);
    if (result.known == 0 && result.appointed.size() == 1) {
        const auto& [term, person, group] = result.appointed.front();
        context.did(fmt::format("{} serves in {} as {} from {} to {}.", person.name, group.name,
                                word(term.role), written(term.start), written(term.end)));
    }
    say_dry_run(context);
}

void add_policy_options(Arguments& arguments, app::OverridePolicy& options) {
    arguments.option("--override", options.override_reason, value::reason("--override"),
                     "Override a rule; the reason is recorded");
    arguments.flag("--strict", options.strict, "Refuse instead of warning");
}

void add_group_argument(Arguments& arguments, std::string& group) {
    arguments.option("GROUP", group, "Group: slug, name, initials, or part of the name").required();
}

void add_shown_year(Arguments& arguments, std::optional<ProgramYear>& year) {
    arguments.option("--year", year, value::program_year(DayUse::viewed),
                     "Program year (default: the current one)");
}

void add_public(Arguments& arguments, bool& is_public) {
    arguments.flag("--public", is_public,
                   "For publication: leave out addresses, notes, links to agendas and minutes, "
                   "who marked what, what is open or late, and proposals that were not accepted");
}

app::Readers readers_of(bool is_public) {
    return is_public ? app::Readers::anybody : app::Readers::leaders;
}

void require_a_change(bool any, std::string_view options) {
    if (!any) {
        throw UsageError{"there is nothing to change", fmt::format("give {}", options)};
    }
}

void warn_of_future(Context& context, std::string_view what, Date on) {
    if (context.today() < on) {
        context.warn(fmt::format("{} is dated {}, which is in the future", what, iso(on)));
    }
}

void say_unchanged(Context& context, std::string_view why) {
    context.say(fmt::format("{}; nothing was changed.", why));
}

void say_added(Context& context, std::string_view done, std::size_t added, std::size_t all) {
    const std::string known = added < all ? fmt::format(", {} already on record", all - added) : "";
    context.say(fmt::format("{} {}{}.", added, done, known));
}

void say_total(Context& context, std::size_t count, std::string_view one, std::string_view many) {
    if (count > 0 && context.for_people()) {
        context.explain_empty(counted(count, one, many) + ".");
    }
}

std::string_view command_for(app::DigestPart part) {
    switch (part) {
    case app::DigestPart::items: return "lmsection checklist --open";
    case app::DigestPart::reports: return "lmsection report-due";
    case app::DigestPart::programs: return "lmsection program list";
    case app::DigestPart::appointments:
    case app::DigestPart::terms: return "lmsection plan";
    case app::DigestPart::leaves: return "lmsection roster";
    case app::DigestPart::vacancies: return "lmsection roster --vacancies";
    case app::DigestPart::volunteers: return "lmsection volunteer list --waiting";
    }
    return {};
}

std::string_view yes_or_no(bool value) {
    return value ? "yes" : "no";
}

void say_changes(Context& context, std::initializer_list<EditedField> fields) {
    const auto shown = [](std::string_view value) {
        return value.empty() ? std::string{"nothing"} : fmt::format("'{}'", value);
    };
    bool changed = false;
    for (const auto& [name, before, now] : fields) {
        if (before != now) {
            changed = true;
            context.say(fmt::format("{} {} from {} to {}.",
                                    context.dry_run() ? "Would change" : "Changed", name,
                                    shown(before), shown(now)));
        }
    }
    if (!changed) {
        say_unchanged(context, "All values are the same");
    }
}

std::optional<Group> group_asked(const app::Session& session,
                                 const std::optional<std::string>& name) {
    return name ? std::optional{session.group(*name)} : std::nullopt;
}

const Group* group_of(const app::Session& session, const std::optional<GroupId>& id) {
    return id ? &session.group(*id) : nullptr;
}

std::string group_name(const app::Session& session, const std::optional<GroupId>& id) {
    return id ? session.group(*id).name : "";
}

std::string group_shown(const Context& context, const Group& group) {
    const bool marked = context.for_people() && !group.works_on(context.today());
    return marked ? group.name + " (retired)" : group.name;
}

std::string capitalized(std::string text) {
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') {
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    }
    return text;
}

std::string words_of_command(std::string_view command) {
    auto words = split_command_line(std::string{command} + " ", "").words;
    if (!words.empty()) {
        words.erase(words.begin());    // the program
    }
    try {
        return words_chosen(std::move(words)).path;
    } catch (const UsageError&) {
        return "";    // from a version with other commands
    }
}

void say_dry_run(Context& context) {
    if (context.dry_run()) {
        context.say("Dry run: nothing was changed.");
    }
}

void conclude(Context& context, std::string_view next_step) {
    say_dry_run(context);
    context.next_step(next_step);
}

void create_default_folder(const app::Circumstances& around) {
    if (around.database_was_named || around.database.empty() || around.dry_run) {
        return;
    }
    const std::filesystem::path folder = around.database.parent_path();
    std::error_code error;
    if (std::filesystem::create_directories(folder, error)) {
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
    }
    if (error) {
        throw StoreError{fmt::format("the folder {} cannot be created: {}", folder.string(),
                                     error.message()),
                         "choose another place with --db"};
    }
}

}    // namespace lmsection::cli
