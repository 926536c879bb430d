import FondsText

/// Every rule there is, by shape and code.
public enum RuleRegistry {
  public static let text: [any TextRule.Type] = [
    NotUTF8.self, ByteOrderMark.self, LineEnding.self, YAMLSyntax.self, DuplicateKey.self, UnsupportedYAML.self,
    ForbiddenCharacter.self, NotNormalized.self, FullWidthPunctuation.self, AmbiguousScalar.self,
  ]

  public static let record: [any RecordRule.Type] = [
    TooLarge.self, NotARegularFile.self,
    MalformedNumber.self, UnknownDepartment.self, UnknownType.self, KindTypeMismatch.self, WrongFolder.self,
    WrongFileName.self, YearMismatch.self, DepartmentNotInForce.self,
    WrongType.self, MissingField.self, UnknownField.self, NotAllowedValue.self, WrongPattern.self, OutOfRange.self,
    WrongFormat.self, WrongCount.self, UnmetCondition.self, UnknownKind.self,
    WrongOrder.self, WrongTotal.self, BrokenSequence.self, WrongBalance.self, OutsidePeriod.self, RepeatedEntry.self,
    ShortNotice.self,
    UnknownPerson.self, NoSuchDepartment.self,
    UnknownStep.self, StepOutOfOrder.self, WrongRole.self, OwnRequest.self, StatusMismatch.self, MissingEvidence.self,
    ApprovalOutdated.self, BadSignature.self,
    RetentionTooShort.self, NoClass.self,
    ClassifiedInClear.self, SecrecyTooLong.self, OutsideCircle.self,
  ]

  public static let collection: [any CollectionRule.Type] = [
    DuplicateNumber.self, NumberGap.self, DanglingReference.self, WrongKindReference.self, SupersessionMismatch.self,
    WrongRole.self, DestructionIncomplete.self,
  ]

  public static let change: [any ChangeRule.Type] = [
    NumberReused.self, ForeignEntry.self, NumberChanged.self, TrailRewritten.self, RecordRemoved.self,
    UnauthorizedRuleChange.self, DestroyedEarly.self, Held.self, DestructionIncomplete.self,
    ClassifiedInClear.self, LoweredWithoutApproval.self, ExposedBefore.self,
    SealedRecordChanged.self, ArchiveNumberChanged.self,
    RetentionTooShort.self,
  ]

  public static let reference: [any ReferenceRule.Type] = [
    HistoryRewritten.self, MisplacedReference.self, UnauthorizedSeal.self,
  ]

  public static let schemaFile: [any SchemaFileRule.Type] = [BrokenSchema.self]

  public static let due: [any DueRule.Type] = [
    Late.self, Escalated.self, DutyMissed.self, ClaimedEarly.self, DispositionDue.self,
  ]

  /// All rules in the order of their codes.
  public static let all: [any Rule.Type] = {
    let rules: [any Rule.Type] = text + record + collection + change + reference + due + schemaFile
    // A rule may have two shapes: what a record says by itself, and what only its neighbours tell.
    var seen: Set<String> = []
    return rules.filter { seen.insert($0.description.code).inserted }
      .sorted { $0.description.code < $1.description.code }
  }()

  /// The rule with a code or name.
  public static func rule(_ name: String) -> (any Rule.Type)? {
    all.first { $0.description.code == name.uppercased() || $0.description.name == name.lowercased() }
  }
}
