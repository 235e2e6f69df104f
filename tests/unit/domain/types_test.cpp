// Types that must not mix do not. Beside each thing that is refused stands its like that is
// accepted, so that a misspelled expression cannot pass for a refusal.
#include "catch.hpp"
#include "lmsection/domain/appointment.hpp"
#include "lmsection/domain/checklist.hpp"
#include "lmsection/domain/report.hpp"

#include <concepts>
#include <span>
#include <string>
#include <type_traits>

using namespace lmsection;

namespace {

template <class A, class B>
concept Comparable = requires(const A& a, const B& b) {
    a == b;
};
template <class A, class B>
concept Ordered = requires(const A& a, const B& b) {
    a < b;
};
template <class A, class B>
concept Addable = requires(const A& a, const B& b) {
    a + b;
};
template <class To, class From>
concept Takes = std::is_convertible_v<From, To>;
/// `To{from...}`, where a number that loses its fraction is refused too.
template <class To, class... From>
concept MadeOf = requires(From... from) {
    To{from...};
};
template <class To>
concept MadeOfNothing = std::is_default_constructible_v<To>;

template <class A, class B>
concept ServesOn = requires(const A& a, const B& b) {
    serves_on(a, b);
};
template <class A>
concept HasVacantSeats = requires(const A& a, std::span<const Service> record, Date day,
                                  const Handbook& handbook) {
    vacant_seats(a, record, day, handbook);
};
template <class A>
concept SizeOn = requires(const A& a, std::span<const Service> record) {
    size_on(record, a);
};
template <class A>
concept HasLastDay = requires(const A& a) {
    last_day_of(a);
};
template <class A, class B>
concept DaysAdded = requires(const A& a, const B& b) {
    plus_days(a, b);
};
template <class A>
concept YearContains = requires(ProgramYear year, const A& a) {
    year.contains(a);
};
template <class A>
concept BoundByRule = requires(const Rule& rule, const A& a) {
    rule.binds(a);
};
template <class A>
concept Leads = requires(const A& a) {
    leads(a);
};

}    // namespace

TEST_CASE("types: ids of different records do not mix") {
    STATIC_REQUIRE(Takes<GroupId, GroupId>);
    STATIC_REQUIRE_FALSE(Takes<GroupId, PersonId>);
    STATIC_REQUIRE(MadeOf<GroupId, std::int64_t>);
    STATIC_REQUIRE_FALSE(Takes<GroupId, int>);
    STATIC_REQUIRE(Comparable<PersonId, PersonId>);
    STATIC_REQUIRE_FALSE(Comparable<PersonId, GroupId>);
    STATIC_REQUIRE(std::is_assignable_v<PersonId&, PersonId>);
    STATIC_REQUIRE_FALSE(std::is_assignable_v<PersonId&, AppointmentId>);
    STATIC_REQUIRE(Ordered<AppointmentId, AppointmentId>);
    STATIC_REQUIRE_FALSE(Ordered<GroupId, int>);
    STATIC_REQUIRE_FALSE(Takes<std::int64_t, GroupId>);
}

TEST_CASE("types: people and days cannot be swapped") {
    STATIC_REQUIRE(ServesOn<Appointment, Date>);
    STATIC_REQUIRE_FALSE(ServesOn<Date, Appointment>);
    STATIC_REQUIRE(HasVacantSeats<GroupKind>);
    STATIC_REQUIRE_FALSE(HasVacantSeats<Group>);
    STATIC_REQUIRE(SizeOn<Date>);
    STATIC_REQUIRE_FALSE(SizeOn<ProgramYear>);
    STATIC_REQUIRE_FALSE(MadeOfNothing<Candidacy>);
}

TEST_CASE("types: a program year is not a number") {
    STATIC_REQUIRE(MadeOf<ProgramYear, int>);
    STATIC_REQUIRE_FALSE(Takes<ProgramYear, int>);
    STATIC_REQUIRE_FALSE(Takes<ProgramYear, double>);
    STATIC_REQUIRE_FALSE(MadeOf<ProgramYear, double>);
    STATIC_REQUIRE_FALSE(MadeOfNothing<ProgramYear>);
    STATIC_REQUIRE(Comparable<ProgramYear, ProgramYear>);
    STATIC_REQUIRE_FALSE(Comparable<ProgramYear, int>);
    STATIC_REQUIRE_FALSE(Addable<ProgramYear, int>);
    STATIC_REQUIRE_FALSE(Takes<ProgramYear, Date>);
    STATIC_REQUIRE_FALSE(Takes<ProgramYear, const char*>);
    STATIC_REQUIRE_FALSE(Takes<int, ProgramYear>);
    STATIC_REQUIRE(YearContains<Date>);
    STATIC_REQUIRE_FALSE(YearContains<ProgramYear>);
}

TEST_CASE("types: a term starts on a day and lasts whole years") {
    STATIC_REQUIRE(MadeOf<Term, Date, int>);
    STATIC_REQUIRE_FALSE(MadeOf<Term, Date, double>);
    STATIC_REQUIRE_FALSE(MadeOf<Term, ProgramYear, int>);
    STATIC_REQUIRE_FALSE(MadeOf<Term, int, Date>);
    STATIC_REQUIRE_FALSE(MadeOfNothing<Term>);
    STATIC_REQUIRE_FALSE(Comparable<Term, ProgramYear>);
    STATIC_REQUIRE_FALSE(Ordered<Term, ProgramYear>);
    STATIC_REQUIRE(Comparable<Date, Date>);
    STATIC_REQUIRE_FALSE(Comparable<Date, Month>);
    STATIC_REQUIRE_FALSE(Takes<Date, int>);
    STATIC_REQUIRE_FALSE(Takes<Date, const char*>);
    STATIC_REQUIRE(DaysAdded<Date, int>);
    STATIC_REQUIRE_FALSE(DaysAdded<Date, Date>);
    STATIC_REQUIRE_FALSE(Addable<Date, int>);
    STATIC_REQUIRE(HasLastDay<Month>);
    STATIC_REQUIRE_FALSE(HasLastDay<ProgramYear>);
}

TEST_CASE("types: only parsing turns text into a slug or an email address") {
    STATIC_REQUIRE(Takes<Slug, Slug>);
    STATIC_REQUIRE_FALSE(Takes<Slug, const char*>);
    STATIC_REQUIRE_FALSE(Takes<Slug, std::string>);
    STATIC_REQUIRE_FALSE(MadeOf<Slug, std::string>);
    STATIC_REQUIRE_FALSE(MadeOfNothing<Slug>);
    STATIC_REQUIRE(Comparable<Slug, Slug>);
    STATIC_REQUIRE_FALSE(Comparable<Slug, const char*>);
    STATIC_REQUIRE(std::same_as<std::remove_cvref_t<decltype(Slug::parse("").value())>, Slug>);
    STATIC_REQUIRE_FALSE(Takes<Slug, decltype(Slug::parse(""))>);
    STATIC_REQUIRE(Takes<EmailAddress, EmailAddress>);
    STATIC_REQUIRE_FALSE(Takes<EmailAddress, const char*>);
    STATIC_REQUIRE_FALSE(MadeOf<EmailAddress, std::string>);
    STATIC_REQUIRE_FALSE(Comparable<EmailAddress, std::string>);
    STATIC_REQUIRE_FALSE(Takes<EmailAddress, Slug>);
    STATIC_REQUIRE_FALSE(MadeOfNothing<Group>);
    STATIC_REQUIRE_FALSE(MadeOfNothing<ChecklistMark>);
}

TEST_CASE("types: words of different lists do not mix") {
    STATIC_REQUIRE(Takes<Role, Role>);
    STATIC_REQUIRE_FALSE(Takes<Role, GroupKind>);
    STATIC_REQUIRE_FALSE(Takes<GroupKind, Role>);
    STATIC_REQUIRE_FALSE(Takes<Role, int>);
    STATIC_REQUIRE(Comparable<Role, Role>);
    STATIC_REQUIRE_FALSE(Comparable<Role, GroupKind>);
    STATIC_REQUIRE_FALSE(Comparable<ItemStatus, ReportStatus>);
    STATIC_REQUIRE_FALSE(Takes<bool, Strength>);
    STATIC_REQUIRE(BoundByRule<GroupKind>);
    STATIC_REQUIRE_FALSE(BoundByRule<Role>);
    STATIC_REQUIRE(Leads<Role>);
    STATIC_REQUIRE_FALSE(Leads<const char*>);
    STATIC_REQUIRE_FALSE(MadeOfNothing<ReportQuery>);
}
