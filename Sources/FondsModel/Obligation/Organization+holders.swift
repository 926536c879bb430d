import FondsText

extension Organization {
  /// Those who hold a role on a day. Of a role that is each department's own, those of the department, where one is said.
  public func holders(of role: String, department: String?, on day: CalendarDate) -> [Person] {
    guard let department else { return people.filter { $0.holds(role, on: day) } }
    return Authority(organization: self, department: department, day: day).holders(of: role)
  }
}
