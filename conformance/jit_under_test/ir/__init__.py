"""The SSA intermediate representation of fragments: operations, text form, evaluator."""
