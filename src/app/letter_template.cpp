// The kinds of letters and their templates: the section's own, or the built-in ones.
#include "lmsection/app/letter_template.hpp"

#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/store/letter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace lmsection::app {

namespace {

constexpr std::size_t longest_template = 20'000;

constexpr std::array known_letters{
    LetterKind{.id = "remind",
               .summary = "What is due, to those who lead a group or the section",
               .fields = "about group due month waiting coming ending leaders "
                         "reports(report group due days overdue today link) "
                         "items(title group optional) "
                         "meetings(group held planned wanted missing until) "
                         "minutes(group date days) "
                         "terms(person role group end) "
                         "seats(group seats by from) "
                         "volunteers(name email group submitted days state) "
                         "events(title dates place)"},
    LetterKind{.id = "remind-term",
               .summary = "To someone whose term is ending",
               .fields = "about group leaders terms(person role group end)"},
    LetterKind{.id = "welcome",
               .summary = "To a new appointee, with a copy to those who lead the group",
               .fields = "group in_group charge charge_section ask role start end upcoming leads "
                         "chairs several_chairs chairs_today has_dates dates(day what) has_links "
                         "links(title url)"},
    LetterKind{.id = "renew",
               .summary = "To someone whose term is ending, asking whether they will continue",
               .fields = "group in_group charge charge_section ask role start end since "
                         "next_start next_end reply_by appointed_by rotation rotation_section"},
    LetterKind{.id = "thanks",
               .summary = "To someone who rolls off",
               .fields = "group in_group charge charge_section ask role start end upcoming leads "
                         "folder next_leaders retired retires_later terms(role start end)"},
    LetterKind{.id = "declined",
               .summary = "To a volunteer whose offer was declined",
               .fields = "group in_group charge charge_section ask submitted next_start "
                         "other_groups"},
    LetterKind{.id = "candidates",
               .summary = "To those who lead a group, about volunteers who wait for it",
               .fields = "group in_group charge charge_section ask one who reply_by known "
                         "vetting_section people wanted library_types experiences newness balance "
                         "volunteers(name email institution submitted days library_type "
                         "experience is_new choices has_comment comment(line))"},
    LetterKind{.id = "service",
               .summary = "A letter of service, for the records of a person",
               .fields = "name institution serves division association ask "
                         "terms(group role start end running)"},
    LetterKind{
        .id = "handover",
        .summary = "To those who take over a group, with a copy to those who led it",
        .fields =
            "group in_group charge charge_section ask start upcoming day outgoing several_outgoing "
            "packet has_members members(name role email end) vacant has_reports "
            "reports(due status) has_dates dates(day what) has_links "
            "links(title url)"},
    LetterKind{.id = "call",
               .summary = "A call for volunteers, for a list or for the chairs to pass on",
               .fields = "start reply_by appointed_by form to_chairs ask "
                         "groups(name kind seats charge)"},
    LetterKind{.id = "report",
               .summary = "The draft of a report, to those who lead the group that owes it",
               .fields = "group in_group charge charge_section ask report due overdue due_today "
                         "no_leader file "
                         "parts(number heading sentences(text) rows(text) gaps(text))"},
};

std::string setting_of(const LetterKind& kind) {
    return fmt::format("letter/{}", kind.id);
}

/// What is wrong with a template: its first lines, its size, its fields.
std::optional<Fault> fault_of(const LetterKind& kind, std::string_view text,
                              const std::string& name) {
    if (text.size() > longest_template || !is_utf8(text)) {
        return Fault{text.size() > longest_template
                         ? fmt::format("{} has more than {} bytes", name, longest_template)
                         : fmt::format("{} is not UTF-8 text", name),
                     "save it as a short text file"};
    }
    const std::string_view first = text.substr(0, text.find('\n'));
    if (!first.starts_with("Subject: ") || first.find_first_not_of(' ', 8) == first.npos) {
        return Fault{fmt::format("{}, line 1: it must be the subject", name),
                     "begin with 'Subject: ...', then an empty line, then the text"};
    }
    const std::string_view rest = text.substr(std::min(text.size(), first.size() + 1));
    if (rest.empty() || rest.front() != '\n') {
        return Fault{fmt::format("{}, line 2: it must be empty", name),
                     "leave an empty line between the subject and the text"};
    }
    return template_fault(text, letter_fields(kind), name);
}

}    // namespace

std::span<const LetterKind> letter_kinds() {
    return known_letters;
}

const LetterKind& letter_kind(std::string_view id) {
    std::vector<std::string> ids;
    for (const LetterKind& kind : known_letters) {
        if (kind.id == id) {
            return kind;
        }
        ids.emplace_back(kind.id);
    }
    throw UsageError{fmt::format("{} is not a kind of letter", in_quotes(id)),
                     "use " + listed(ids, ids.size())};
}

TemplateFields letter_fields(const LetterKind& kind) {
    return TemplateFields::parse(fmt::format("{} {}", common_letter_fields, kind.fields));
}

LetterTemplate template_of(const Session& session, const LetterKind& kind) {
    const auto own = session.has_database() ? store::setting(session.database(), setting_of(kind))
                                            : std::nullopt;
    if (!own) {
        return {std::string{built_in_template(kind.id)}, false};
    }
    // The file may come from anyone.
    require_none(fault_of(kind, *own, fmt::format("the section's template '{}'", kind.id)));
    return {*own, true};
}

bool set_template(WritingSession& session, const LetterKind& kind, std::string_view text,
                  const std::string& file_name) {
    constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
    std::string clean{text.substr(text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0)};
    std::erase(clean, '\r');
    require_none(fault_of(kind, clean, file_name));
    if (clean == built_in_template(kind.id)) {
        return reset_template(session, kind);
    }
    if (store::setting(session.database(), setting_of(kind)) == clean) {
        return false;
    }
    session.change([&] {
        store::set_setting(session.writer(), session.next_number(), setting_of(kind), clean);
    });
    return true;
}

bool reset_template(WritingSession& session, const LetterKind& kind) {
    if (!store::setting(session.database(), setting_of(kind))) {
        return false;
    }
    session.change([&] { store::remove_setting(session.writer(), setting_of(kind)); });
    return true;
}

}    // namespace lmsection::app
