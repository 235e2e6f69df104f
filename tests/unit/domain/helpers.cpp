#include "helpers.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

namespace Catch {

std::string StringMaker<lmsection::ProgramYear>::convert(lmsection::ProgramYear year) {
    return "program year " + std::to_string(year.starting());
}
std::string StringMaker<lmsection::Role>::convert(lmsection::Role role) {
    return std::string{word(role)};
}
std::string StringMaker<lmsection::GroupKind>::convert(lmsection::GroupKind kind) {
    return std::string{word(kind)};
}
std::string StringMaker<lmsection::ReportStatus>::convert(lmsection::ReportStatus status) {
    return std::string{word(status)};
}
std::string StringMaker<lmsection::ItemStatus>::convert(lmsection::ItemStatus status) {
    return std::string{word(status)};
}
std::string StringMaker<lmsection::Slug>::convert(const lmsection::Slug& slug) {
    return slug.text();
}

}    // namespace Catch

namespace lmsection::test {

namespace {

int number(std::string_view text) {
    return std::stoi(std::string{text});
}

}    // namespace

Date operator""_day(const char* text, std::size_t size) {
    const std::string_view iso_text{text, size};
    const Date result = date::year{number(iso_text.substr(0, 4))} / number(iso_text.substr(5, 2)) /
                        number(iso_text.substr(8, 2));
    if (size != 10 || !result.ok()) {
        throw std::logic_error("a test names a day that is none: " + std::string{iso_text});
    }
    return result;
}

Month operator""_month(const char* text, std::size_t size) {
    const std::string_view iso_text{text, size};
    return date::year{number(iso_text.substr(0, 4))} / number(iso_text.substr(5, 2));
}

std::vector<Date> days(Date from, Date to) {
    std::vector<Date> all;
    for (date::sys_days day{from}; day <= date::sys_days{to}; day += date::days{1}) {
        all.emplace_back(day);
    }
    return all;
}

Slug slug(std::string_view text) {
    return Slug::parse(text).value();
}

Group group(GroupKind kind, const std::string& name, std::int64_t id) {
    return {GroupId{id}, Slug::of_name(name).value(), name, kind, 0, "", "3", std::nullopt};
}

Record& Record::serves(const std::string& name, Role role, Date start, Date end) {
    Appointment held;
    held.id = AppointmentId{static_cast<std::int64_t>(all_.size()) + 1};
    held.person = person(name);
    held.group = GroupId{1};
    held.role = role;
    held.start = start;
    held.end = end;
    all_.push_back({held, name});
    return *this;
}

PersonId Record::person(const std::string& name) {
    static std::map<std::string, PersonId> known;
    const auto next = static_cast<std::int64_t>(known.size()) + 100;
    return known.try_emplace(name, PersonId{next}).first->second;
}

Record members(int count, Date start, Date end) {
    Record record;
    for (int i = 1; i <= count; ++i) {
        record.serves("Member " + std::to_string(i), Role::member, start, end);
    }
    return record;
}

bool holds(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

bool is_one_clean_line(const Fault& fault) {
    const std::string line = fault.text();
    const bool controls = std::any_of(line.begin(), line.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7f || byte == 0xff || byte == 0xc0;
    });
    return !line.empty() && !controls && !holds(line, "\u202e");
}

const std::vector<std::string>& nasty_texts() {
    static const std::vector<std::string> texts{
        "nov\nember", "a\r\nb", "\x1b[31mred", "tab\there", "bell\a",     "del\x7f",
        "\xff\xfe",   "\xc0",   "x\u202ey",    "a@\n.org",  "https://\n",
    };
    return texts;
}

}    // namespace lmsection::test
